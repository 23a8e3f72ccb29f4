"""What somebody does at a terminal with `toot`: log in by code, write, read, follow."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
import uuid

import alliance as a
from alliance import eventually


class Terminal:
    """`toot` with a home of its own, logged in as one person."""

    def __init__(self, index, user, choose=None):
        self.home = tempfile.TemporaryDirectory(prefix="comarca-toot-")
        self.base = a.node(index)["base_url"]
        self.log_in(user, choose)

    def run(self, *arguments, given=None):
        environment = {**os.environ, "XDG_CONFIG_HOME": self.home.name, "HOME": self.home.name}
        command = [os.path.join(os.path.dirname(sys.executable), "toot"), "--no-color", *arguments]
        done = subprocess.run(command, input=given, capture_output=True, text=True, env=environment, timeout=60)
        if done.returncode:
            raise AssertionError(f"toot {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def log_in(self, user, choose):
        """`toot login` prints an address and asks for the code behind it."""
        environment = {**os.environ, "XDG_CONFIG_HOME": self.home.name, "HOME": self.home.name}
        toot = os.path.join(os.path.dirname(sys.executable), "toot")
        talk = subprocess.Popen([toot, "--no-color", "login", "--instance", self.base], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
        address = next(line.strip() for line in talk.stdout if "/oauth/authorize" in line)
        said, _ = talk.communicate("n\n" + a.code_by_the_forms(address, user, choose) + "\n", timeout=60)
        assert talk.returncode == 0, said

    def json(self, *arguments):
        return json.loads(self.run(*arguments, "--json"))


class AtTheTerminal(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        coordinator = a.person(0, "coordinator")
        cls.city = Terminal(0, coordinator, choose=coordinator["acts_for"].lstrip("@").split("@")[0])
        cls.ana = Terminal(0, a.person(0, "member"))

    def test_whoami_names_the_organisation_one_acts_for(self):
        self.assertIn(a.organisation(0)["handle"].split("@")[1], self.city.run("whoami"))
        self.assertIn(a.person(0, "member")["username"], self.ana.run("whoami"))

    def test_a_post_shows_in_the_timelines(self):
        marker = uuid.uuid4().hex
        post = self.city.json("post", f"Desde el terminal {marker}", "--visibility", "public", "--language", "es")
        self.assertIn(marker, post["content"])
        self.assertIn(marker, self.city.run("timelines", "public", "--local", "--no-pager"))
        self.assertIn(marker, self.ana.run("status", post["id"]))

    def test_reactions_and_deletion(self):
        post = self.city.json("post", "Para reaccionar")["id"]
        self.ana.run("favourite", post)
        self.ana.run("reblog", post)
        self.ana.run("bookmark", post)
        self.assertIn("Para reaccionar", self.ana.run("bookmarks"))
        self.assertIn("Para reaccionar", self.ana.run("timelines", "favourites", "--no-pager"))
        self.ana.run("unreblog", post)
        self.ana.run("unfavourite", post)
        self.city.run("delete", post)
        with self.assertRaises(AssertionError):
            self.ana.run("status", post)

    def test_a_picture_goes_with_a_post(self):
        from mastodon_py_test import png
        picture = os.path.join(self.ana.home.name, "square.png")
        with open(picture, "wb") as file:
            file.write(png())
        post = self.ana.json("post", "Con imagen", "--media", picture, "--description", "Un rectángulo")
        self.assertEqual(post["media_attachments"][0]["description"], "Un rectángulo")

    def test_searching_and_following_another_node(self):
        handle = a.organisation(2)["handle"]
        self.assertIn(handle.lstrip("@"), self.ana.run("search", handle, "--resolve"))
        self.ana.run("follow", handle)
        eventually(lambda: handle.lstrip("@") in self.ana.run("following", a.person(0, "member")["username"]))
        self.assertIn(handle.lstrip("@"), self.ana.run("whois", handle))
        self.ana.run("unfollow", handle)

    def test_the_node_and_the_notifications_can_be_read(self):
        self.assertIn(self.ana.base.split("//")[1], self.ana.run("instance", self.ana.base))
        self.city.run("notifications")
        self.ana.run("timelines", "home", "--no-pager")
        self.ana.run("thread", self.city.json("post", "Un hilo")["id"])


if __name__ == "__main__":
    unittest.main()
