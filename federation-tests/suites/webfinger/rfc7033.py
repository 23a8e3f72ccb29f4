"""What RFC 7033 asks of a server of WebFinger, section by section, for feditest. As there, `client` asks and knows what a
JRD is; `server` is who is asked."""
from urllib.parse import quote

import httpx
from feditest import assert_that, test
from feditest.protocols.webfinger.diag import ClaimedJrd
from feditest.protocols.webfinger.utils import (
    construct_webfinger_uri_for,
    link_subset_or_equal_to,
    no_exception,
    recursive_equal_to,
    wf_error,
)
from hamcrest import equal_to, has_key, is_not, starts_with

RELS = ["http://webfinger.net/rel/profile-page", "self", "something-else"]


def asked(client, server, rels=None):
    """The answer about the account, without any complaint."""
    response = client.diag_perform_webfinger_query(server.obtain_account_identifier(), rels=rels)
    assert_that(response.exceptions, no_exception(), wf_error(response))
    return response


def got(client, server, query):
    return client.http_get(f"https://{server.hostname}/.well-known/webfinger{query}").response


def is_refused(response, status):
    """The status says so, and what comes with it is no JRD."""
    assert_that(response.http_status, equal_to(status), "the status")
    assert_that(response.content_type() or "", is_not(starts_with("application/jrd+json")), "no JRD")
    try:
        ClaimedJrd.create_and_validate(response.payload.decode())
    except (ValueError, RuntimeError, ExceptionGroup):
        return
    assert_that(False, "an answer that is a JRD")


@test
def s4_1_the_order_of_parameters_does_not_matter(client, server):
    first = asked(client, server, RELS).jrd
    for turn in range(1, len(RELS)):
        assert_that(asked(client, server, RELS[turn:] + RELS[:turn]).jrd, recursive_equal_to(first))


@test
def s4_1_a_known_relation_narrows_the_links(client, server):
    every = asked(client, server).jrd
    for rel in RELS[:2]:
        narrowed = asked(client, server, [rel]).jrd
        assert_that(narrowed, link_subset_or_equal_to(every), rel)
        assert_that({link["rel"] for link in narrowed.links()}, equal_to({rel}))


@test
def s4_1_an_unknown_relation_is_no_mistake(client, server):
    assert_that(asked(client, server, RELS[2:]).jrd, link_subset_or_equal_to(asked(client, server).jrd))


@test
def s4_1_known_and_unknown_relations_go_together(client, server):
    every = asked(client, server).jrd
    for known in RELS[:2]:
        assert_that(asked(client, server, [RELS[2], known]).jrd, link_subset_or_equal_to(every))
        assert_that(asked(client, server, [known, RELS[2]]).jrd, link_subset_or_equal_to(every))


@test
def s4_2_an_account_is_answered_with_a_valid_jrd(client, server):
    jrd = asked(client, server).jrd
    jrd.validate()
    assert_that(jrd.subject(), equal_to(server.obtain_account_identifier()))


@test
def s4_2_the_type_of_the_answer_is_that_of_a_jrd(client, server):
    response = asked(client, server).http_request_response_pair.response
    assert_that(response.content_type(), starts_with("application/jrd+json"))


@test
def s4_2_who_is_sent_on_stays_on_https(client, server):
    assert_that(asked(client, server).http_request_response_pair.final_request.parsed_uri.scheme, equal_to("https"))


@test
def s4_2_a_question_about_nobody_is_refused(client, server):
    is_refused(got(client, server, ""), 400)


@test
def s4_2_a_name_without_its_scheme_is_refused(client, server):
    name = server.obtain_account_identifier().removeprefix("acct:")
    is_refused(got(client, server, f"?resource={name}"), 400)


@test
def s4_2_a_sign_too_many_is_refused(client, server):
    is_refused(got(client, server, f"?resource=={quote(server.obtain_account_identifier())}"), 400)


@test
def s4_2_who_does_not_exist_is_not_found(client, server):
    is_refused(got(client, server, f"?resource={quote(server.obtain_non_existing_account_identifier())}"), 404)


@test
def s4_5_any_scheme_may_be_asked_about(client, server):
    for resource in ("mailto:abc@def.example", f"foo://{server.hostname}"):
        is_refused(got(client, server, f"?resource={quote(resource)}"), 404)


@test
def s4_a_jrd_is_given_over_https_only(client, server):
    address = construct_webfinger_uri_for(server.obtain_account_identifier()).replace("https:", "http:")
    try:
        response = client.http_get(address, follow_redirects=False).response
    except httpx.TransportError:
        return
    assert_that(response.http_status, is_not(equal_to(200)))


@test
def s4_the_certificate_is_valid(client, server):
    client.http_get(construct_webfinger_uri_for(server.obtain_account_identifier()), verify=True)


@test
def s5_scripts_of_any_site_may_read_the_answer(client, server):
    headers = asked(client, server).http_request_response_pair.response.response_headers
    assert_that(headers, has_key("access-control-allow-origin"))
    assert_that(headers["access-control-allow-origin"], equal_to("*"))
