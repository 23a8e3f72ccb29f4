#!/bin/sh
# Writes the documents that two parsing suites of others send (see documents.py).
# usage: federation-tests/suites/run.sh FOLDER
# The Python packages go into VENV (default target/suites-venv) the first time, and only then.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../../target}
venv=${VENV:-$target/suites-venv}

stamp="$venv/installed-$(cksum <"$here/requirements.txt" | cut -d' ' -f1)"
if [ ! -e "$stamp" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
    touch "$stamp"
fi
"$venv/bin/python" "$here/documents.py" "$1"
