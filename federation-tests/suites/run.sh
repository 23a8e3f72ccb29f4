#!/bin/sh
# Installs suites that others wrote, and writes the documents that two of them send (see documents.py); webfinger.py runs
# a third, activitypub-testing runs by itself.
# usage: federation-tests/suites/run.sh FOLDER
# Python packages go into target/suites-venv and npm packages into target/suites-npm the first time, and only then.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../../target}
venv=$target/suites-venv
npm=$target/suites-npm

stamp="$venv/installed-$(cksum <"$here/requirements.txt" | cut -d' ' -f1)"
if [ ! -e "$stamp" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
    touch "$stamp"
fi
if [ ! -x "$npm/node_modules/.bin/activitypub-testing" ]; then
    npm install --silent --no-fund --no-audit --prefix "$npm" activitypub-testing@0.16.1
fi
"$venv/bin/python" "$here/documents.py" "$1"
