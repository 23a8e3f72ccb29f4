"""Writes what two suites of others would send as documents of a corpus: funfedi-parsing-test-cases (activities with
events, notes and polls) and fediverse-pasture-inputs (variations of a note). One file a case, in a folder a suite.
usage: documents.py FOLDER"""
import json
import re
import sys
from itertools import count
from pathlib import Path

import fediverse_pasture_inputs
import funfedi_parsing_test_cases as funfedi

ACTOR = "https://suite.example/actor"
# The actor and the host that the inputs of the pasture name themselves.
PASTURE = "http://pasture-one-actor"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
WHEN = "2026-01-02T03:04:05Z"


class Environment(funfedi.Environment):
    """Its ids are random; ours are counted, so that every run writes the same."""

    numbers = count(1)

    def id_maker(self, prefix="objects"):
        return f"https://suite.example/{prefix}/{next(self.numbers)}"


def parsing_cases():
    env = Environment(sending_actor_profile={"id": ACTOR}, receiving_actor="https://node.example/actor")
    for suite in (funfedi.activity_suite, funfedi.event_suite, funfedi.notes_suite, funfedi.poll_suite):
        for group, name in suite.names:
            yield f"{suite.name}-{group}-{name}", suite.retrieve(group, name).maker.to_send(env).activity


def pasture_cases():
    for title, data in sorted(fediverse_pasture_inputs.available.items()):
        for number, example in enumerate(data.examples, 1):
            note = {
                "type": "Note",
                "id": f"{PASTURE}/notes/{title}-{number}",
                "attributedTo": f"{PASTURE}/actor",
                "to": [PUBLIC],
                "published": WHEN,
                **example,
            }
            activity = {
                "@context": example.get("@context", "https://www.w3.org/ns/activitystreams"),
                "type": "Create",
                "id": f"{PASTURE}/activities/{title}-{number}",
                "actor": f"{PASTURE}/actor",
                "to": [PUBLIC],
                "published": WHEN,
                "object": {key: value for key, value in note.items() if key != "@context"},
            }
            yield f"{title}-{number:03}", activity


def write(folder, cases):
    folder.mkdir(parents=True, exist_ok=True)
    for name, activity in cases:
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        text = json.dumps(activity, ensure_ascii=False, default=str)
        # The suite's default event writes an offset and a Z: no date at all.
        mended = text.replace("+00:00Z", "Z")
        (folder / f"{plain}.json").write_text(mended)
        if mended != text:
            (folder / f"{plain}-odd.json").write_text(text)


if __name__ == "__main__":
    out = Path(sys.argv[1])
    write(out / "funfedi", parsing_cases())
    write(out / "pasture", pasture_cases())
