"""A demo alliance for the scenarios: starts it once, knows its people, signs them in by the forms."""
import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from urllib.parse import parse_qs, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

SHOWN = "urn:ietf:wg:oauth:2.0:oob"
_alliance = None


def alliance():
    """The JSON line of `comarca demo --json`, started for the first who asks."""
    global _alliance
    if _alliance is None:
        _alliance = _start()
    return _alliance


def node(index):
    return alliance()["nodes"][index]


def person(index, role):
    """The first person of a node with this role."""
    return next(user for user in node(index)["users"] if user["role"] == role)


def organisation(index):
    return node(index)["organisations"][0]


def eventually(check, seconds=20):
    """What `check` returns once it returns something true; deliveries take a moment."""
    end = time.monotonic() + seconds
    while True:
        found = check()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"never came true in {seconds} s")
        time.sleep(0.2)


def code_by_the_forms(address, user, choose=None):
    """Walks from the authorisation address through sign-in and consent to the code, as a browser would.

    `choose` picks a consent by the text of its label (to act for an organisation).
    """
    browser = requests.Session()
    browser.trust_env = False
    page = browser.get(address)
    for _ in range(6):
        code = _code_in(page)
        if code:
            return code
        page = _submit(browser, page, user, choose)
    raise AssertionError(f"no code after six forms; the last page was {page.url}: {page.text[:400]}")


def _code_in(page):
    asked = parse_qs(urlsplit(page.url).query)
    if "code" in asked:
        return asked["code"][0]
    shown = BeautifulSoup(page.text, "html.parser").select_one("#oauth-code, [data-oauth-code]")
    return shown and (shown.get("value") or shown.get_text(strip=True))


def _submit(browser, page, user, choose):
    assert page.ok, f"{page.status_code} at {page.url}: {page.text[:400]}"
    soup = BeautifulSoup(page.text, "html.parser")
    form = soup.select_one("main form") or soup.form
    assert form, f"no form at {page.url}: {page.text[:400]}"
    data = {}
    for field in form.find_all(["input", "button"]):
        name, kind = field.get("name"), field.get("type")
        if not name or (kind == "radio" and not field.has_attr("checked")):
            continue
        if kind == "submit" or field.name == "button":
            data.setdefault(name, field.get("value", ""))
        elif kind == "password":
            data[name] = user["password"]
        elif "user" in name or "login" in name:
            data[name] = user["username"]
        else:
            data[name] = field.get("value", "")
    for label in form.find_all("label") if choose else []:
        field = label.find("input") or soup.find(id=label.get("for"))
        if field is not None and field.get("type") == "radio" and choose in label.get_text():
            data[field["name"]] = field["value"]
    action = urljoin(page.url, form.get("action") or page.url)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(action))
    return browser.post(action, data=data, headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"})


def _start():
    given = os.environ.get("ALLIANCE")
    if given:
        with open(given) as file:
            return json.load(file)
    directory = tempfile.mkdtemp(prefix="comarca-clients-")
    command = [os.environ["COMARCA"], "demo", "--dir", directory, "--port", str(_free_port()), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sys.stderr, text=True)

    def stop():
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(directory, ignore_errors=True)

    atexit.register(stop)
    line = process.stdout.readline()
    assert line, f"the demo ended with {process.wait()} before it was ready"
    return json.loads(line)


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
