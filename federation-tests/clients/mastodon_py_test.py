"""What a program on Mastodon.py does in a day: register, log in, write, read, follow, react."""
import base64
import hashlib
import io
import struct
import unittest
import uuid
import zlib
from urllib.parse import urlencode

import requests
from mastodon import Mastodon, MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError

import alliance as a
from alliance import eventually

SCOPES = ["read", "write", "follow"]


def log_in(index, user, choose=None):
    """A client of the node, logged in by code through the forms."""
    base = a.node(index)["base_url"]
    name, secret = Mastodon.create_app("scenario", api_base_url=base, scopes=SCOPES)
    client = Mastodon(client_id=name, client_secret=secret, api_base_url=base)
    address = client.auth_request_url(scopes=SCOPES, allow_http=True)
    client.log_in(code=a.code_by_the_forms(address, user, choose), scopes=SCOPES, allow_http=True)
    return client


def with_token(index, user):
    return Mastodon(access_token=user["token"], api_base_url=a.node(index)["base_url"])


def png(width=32, height=24):
    """A small plain picture."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\x00" + bytes((15, 95, 92)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class LoggingIn(unittest.TestCase):
    def test_a_member_logs_in_by_the_forms_and_is_herself(self):
        user = a.person(0, "member")
        me = log_in(0, user).me()
        self.assertEqual(me.username, user["username"])
        self.assertEqual(me.acct, user["username"])
        self.assertEqual(me.source.privacy, "public")

    def test_a_coordinator_may_choose_to_act_as_the_organisation(self):
        user = a.person(0, "coordinator")
        handle = user["acts_for"].lstrip("@").split("@")[0]
        self.assertEqual(log_in(0, user, choose=handle).me().username, handle)
        self.assertEqual(log_in(0, user).me().username, user["username"])

    def test_after_revoking_the_token_opens_nothing(self):
        client = log_in(0, a.person(0, "member"))
        token = client.access_token
        client.revoke_access_token(allow_http=True)
        with self.assertRaises(MastodonUnauthorizedError):
            Mastodon(access_token=token, api_base_url=a.node(0)["base_url"]).me()

    def test_an_application_knows_itself(self):
        client = log_in(0, a.person(0, "member"))
        self.assertEqual(client.app_verify_credentials().name, "scenario")

    def test_a_code_with_a_challenge_is_exchanged_by_who_made_the_challenge(self):
        base, user = a.node(0)["base_url"], a.person(0, "member")
        name, secret = Mastodon.create_app("scenario", api_base_url=base, scopes=SCOPES)
        verifier = uuid.uuid4().hex + uuid.uuid4().hex
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {"client_id": name, "redirect_uri": a.SHOWN, "response_type": "code", "scope": " ".join(SCOPES),
                 "code_challenge": challenge, "code_challenge_method": "S256"}

        def exchange(proof):
            code = a.code_by_the_forms(f"{base}/oauth/authorize?{urlencode(asked)}", user)
            return requests.post(f"{base}/oauth/token", data={
                "grant_type": "authorization_code", "client_id": name, "client_secret": secret,
                "redirect_uri": a.SHOWN, "code": code, **proof})
        for proof in [{}, {"code_verifier": "x" * 64}]:
            refused = exchange(proof)
            self.assertEqual((refused.status_code, refused.json()["error"]), (400, "invalid_grant"))
        token = exchange({"code_verifier": verifier}).json()["access_token"]
        self.assertEqual(Mastodon(access_token=token, api_base_url=base).me().username, user["username"])

    def test_a_wrong_password_lets_nobody_in(self):
        user = {**a.person(0, "member"), "password": "no es esta"}
        base = a.node(0)["base_url"]
        name, secret = Mastodon.create_app("scenario", api_base_url=base, scopes=SCOPES)
        client = Mastodon(client_id=name, client_secret=secret, api_base_url=base)
        address = client.auth_request_url(scopes=SCOPES, allow_http=True)
        with self.assertRaises(AssertionError) as refused:
            a.code_by_the_forms(address, user)
        self.assertIn("422 at", str(refused.exception))

    def test_a_code_works_once(self):
        base, user = a.node(0)["base_url"], a.person(0, "member")
        name, secret = Mastodon.create_app("scenario", api_base_url=base, scopes=SCOPES)
        client = Mastodon(client_id=name, client_secret=secret, api_base_url=base)
        code = a.code_by_the_forms(client.auth_request_url(scopes=SCOPES, allow_http=True), user)
        token = client.log_in(code=code, scopes=SCOPES, allow_http=True)
        with self.assertRaises(Exception):
            client.log_in(code=code, scopes=SCOPES, allow_http=True)
        with self.assertRaises(MastodonUnauthorizedError):
            Mastodon(access_token=token, api_base_url=base).me()


class Writing(unittest.TestCase):
    def setUp(self):
        self.client = with_token(0, a.person(0, "coordinator"))

    def test_a_coordinators_token_posts_as_the_organisation(self):
        post = self.client.status_post("Un aviso del ayuntamiento #acogida", language="es")
        self.assertEqual(post.account.username, a.organisation(0)["handle"].split("@")[1])
        self.assertEqual(post.visibility, "public")
        self.assertEqual(post.language, "es")
        self.assertEqual([tag.name for tag in post.tags], ["acogida"])
        self.assertIn("ayuntamiento", self.client.status(post).content)

    def test_the_same_key_posts_once(self):
        key = uuid.uuid4().hex
        first = self.client.status_post("Una vez", idempotency_key=key)
        again = self.client.status_post("Una vez", idempotency_key=key)
        self.assertEqual(first.id, again.id)

    def test_an_edit_keeps_its_history_and_its_source(self):
        post = self.client.status_post("Antes")
        edited = self.client.status_update(post, "Después")
        self.assertEqual(edited.id, post.id)
        self.assertIsNotNone(edited.edited_at)
        self.assertIn("Después", edited.content)
        history = self.client.status_history(post)
        self.assertEqual(len(history), 2)
        self.assertIn("Antes", history[0].content)
        self.assertEqual(self.client.status_source(post).text, "Después")

    def test_a_deleted_post_is_gone_and_gives_its_text_back(self):
        post = self.client.status_post("Se borra")
        self.assertEqual(self.client.status_delete(post).text, "Se borra")
        with self.assertRaises(MastodonNotFoundError):
            self.client.status(post)

    def test_a_reply_stands_in_the_context_of_what_it_answers(self):
        question = self.client.status_post("¿Quién viene?")
        answer = with_token(0, a.person(0, "member")).status_post("Yo", in_reply_to_id=question)
        self.assertEqual(answer.in_reply_to_id, question.id)
        context = self.client.status_context(question)
        self.assertEqual([status.id for status in context.descendants], [answer.id])
        self.assertEqual([status.id for status in self.client.status_context(answer).ancestors], [question.id])

    def test_a_picture_is_posted_with_its_description(self):
        media = self.client.media_post(io.BytesIO(png()), mime_type="image/png", description="Un rectángulo")
        self.assertEqual(media.type, "image")
        post = self.client.status_post("Con imagen", media_ids=[media])
        self.assertEqual(post.media_attachments[0].description, "Un rectángulo")
        self.assertEqual(post.media_attachments[0].meta.original.width, 32)

    def test_what_only_some_may_see_others_do_not(self):
        post = self.client.status_post("Solo para quien sigue", visibility="private")
        self.assertEqual(post.visibility, "private")
        stranger = Mastodon(api_base_url=a.node(0)["base_url"])
        with self.assertRaises(MastodonNotFoundError):
            stranger.status(post)

    def test_nothing_and_too_much_are_refused_in_words(self):
        for text in ["", "  ", "x" * 100_000]:
            with self.assertRaises(MastodonAPIError) as refused:
                self.client.status_post(text)
            self.assertEqual(refused.exception.args[1], 422)


class Reacting(unittest.TestCase):
    def setUp(self):
        self.organisation = with_token(0, a.person(0, "coordinator"))
        self.member = with_token(0, a.person(0, "member"))
        self.post = self.organisation.status_post("Para reaccionar " + uuid.uuid4().hex)

    def test_favourite_boost_and_bookmark_and_back(self):
        self.assertTrue(self.member.status_favourite(self.post).favourited)
        self.assertEqual(self.member.status(self.post).favourites_count, 1)
        self.assertIn(self.post.id, [status.id for status in self.member.favourites()])
        self.assertFalse(self.member.status_unfavourite(self.post).favourited)

        boost = self.member.status_reblog(self.post)
        self.assertEqual(boost.reblog.id, self.post.id)
        self.assertTrue(boost.reblog.reblogged)
        self.assertFalse(self.member.status_unreblog(self.post).reblogged)

        self.assertTrue(self.member.status_bookmark(self.post).bookmarked)
        self.assertIn(self.post.id, [status.id for status in self.member.bookmarks()])
        self.assertFalse(self.member.status_unbookmark(self.post).bookmarked)

    def test_the_author_is_told(self):
        self.member.status_favourite(self.post)
        self.member.status_reblog(self.post)
        def kinds():
            told = self.organisation.notifications()
            mine = {n.type for n in told if n.status and n.status.id == self.post.id}
            return mine >= {"favourite", "reblog"} and told
        told = eventually(kinds)
        self.assertEqual(self.organisation.notifications(id=told[0].id).id, told[0].id)
        self.organisation.notifications_dismiss(told[0])
        self.assertNotIn(told[0].id, [n.id for n in self.organisation.notifications()])


class AcrossNodes(unittest.TestCase):
    def test_following_another_node_brings_its_posts_home_with_their_edits_and_their_end(self):
        reader, writer = with_token(0, a.person(0, "member")), with_token(1, a.person(1, "coordinator"))
        handle = a.organisation(1)["handle"]
        found = reader.search_v2(handle, resolve=True).accounts
        self.assertEqual(["@" + account.acct for account in found], [handle])
        reader.account_follow(found[0])
        eventually(lambda: reader.account_relationships(found[0])[0].following)

        marker = uuid.uuid4().hex
        post = writer.status_post(f"Desde otra ciudad {marker}")
        here = eventually(lambda: [s for s in reader.timeline_home() if marker in s.content])[0]
        self.assertEqual("@" + here.account.acct, handle)

        writer.status_update(post, f"Corregido {marker}")
        eventually(lambda: "Corregido" in reader.status(here).content)

        reader.status_favourite(here)
        eventually(lambda: writer.status(post).favourites_count == 1)
        reader.status_reblog(here)
        eventually(lambda: writer.status(post).reblogs_count == 1)
        answer = reader.status_post(f"{handle} gracias", in_reply_to_id=here)
        eventually(lambda: [s for s in writer.status_context(post).descendants if "gracias" in s.content])
        eventually(lambda: [n for n in writer.notifications() if n.type == "mention" and "gracias" in n.status.content])
        self.assertEqual(answer.mentions[0].acct, handle.lstrip("@"))

        writer.status_delete(post)
        def gone():
            return not [s for s in reader.timeline_home() if marker in s.content]
        eventually(gone)
        reader.account_unfollow(found[0])
        eventually(lambda: not reader.account_relationships(found[0])[0].following)

    def test_an_address_of_another_node_is_found_by_search(self):
        reader, writer = with_token(0, a.person(0, "member")), with_token(1, a.person(1, "coordinator"))
        post = writer.status_post("Se busca por su dirección")
        found = reader.search_v2(post.uri, resolve=True).statuses
        self.assertEqual([status.uri for status in found], [post.uri])


class Reading(unittest.TestCase):
    def test_the_node_says_what_it_is(self):
        client = Mastodon(api_base_url=a.node(0)["base_url"])
        self.assertGreater(client.instance_v2().configuration.statuses.max_characters, 499)
        self.assertEqual(client.instance_v2().domain, client.instance_v1().uri)
        self.assertTrue(client.verify_minimum_version("4.0.0"))

    def test_pages_follow_each_other_without_gap_or_repetition(self):
        client = with_token(0, a.person(0, "coordinator"))
        posts = [client.status_post(f"Página {n}").id for n in range(5)]
        me = client.me()
        page = client.account_statuses(me, limit=2)
        seen = [status.id for status in page]
        for _ in range(2):
            page = client.fetch_next(page)
            seen += [status.id for status in page]
        self.assertEqual(seen[:5], posts[::-1])
        back = client.fetch_previous(page)
        self.assertEqual([status.id for status in back], seen[2:4])

    def test_what_the_node_does_not_have_is_an_empty_list(self):
        client = with_token(0, a.person(0, "member"))
        self.assertEqual(client.custom_emojis(), [])
        self.assertEqual(client.filters(), [])
        self.assertEqual(client.lists(), [])
        self.assertEqual(client.conversations(), [])
        self.assertEqual(client.announcements(), [])

    def test_words_are_found_and_so_are_people_and_tags(self):
        city = with_token(0, a.person(0, "coordinator"))
        word = "palabra" + uuid.uuid4().hex[:8]
        post = city.status_post(f"Se busca una {word} #buscada")
        member = with_token(0, a.person(0, "member"))
        self.assertEqual([status.id for status in member.search_v2(word, result_type="statuses").statuses], [post.id])
        name = a.organisation(0)["handle"].split("@")[1]
        self.assertIn(name, [account.username for account in member.account_search(name)])
        self.assertIn(post.id, [status.id for status in member.timeline_hashtag("buscada")])
        self.assertIn(post.id, [status.id for status in member.timeline_local()])

    def test_a_report_reaches_those_who_run_the_node(self):
        member = with_token(0, a.person(0, "member"))
        organisation = member.account_lookup(a.organisation(0)["handle"].split("@")[1])
        report = member.report(organisation, comment="Una prueba")
        self.assertFalse(report.action_taken)
        self.assertEqual(report.target_account.id, organisation.id)

    def test_a_profile_is_changed(self):
        member = with_token(0, a.person(0, "member"))
        name = "Nombre " + uuid.uuid4().hex[:6]
        me = member.account_update_credentials(display_name=name, note="Hola", avatar=io.BytesIO(png()), avatar_mime_type="image/png")
        self.assertEqual(me.display_name, name)
        self.assertEqual(me.source.note, "Hola")
        self.assertIn("Hola", member.me().note)

    def test_markers_are_remembered(self):
        member = with_token(0, a.person(0, "member"))
        status = with_token(0, a.person(0, "coordinator")).status_post("Hasta aquí")
        member.markers_set("home", status)
        self.assertEqual(str(member.markers_get("home")["home"].last_read_id), str(status.id))


if __name__ == "__main__":
    unittest.main()
