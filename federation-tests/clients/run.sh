#!/bin/sh
# Runs the scenarios of real client programs (Mastodon.py, toot) against a demo alliance on loopback.
# usage: COMARCA=target/debug/comarca federation-tests/clients/run.sh
# The Python packages go into VENV (default target/clients-venv) the first time, and only then.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
venv=${VENV:-$target/clients-venv}
COMARCA=${COMARCA:-$target/debug/comarca}
export COMARCA

stamp="$venv/installed-$(cksum <"$here/requirements.txt" | cut -d' ' -f1)"
if [ ! -e "$stamp" ]; then
    if ! { python3 -m venv "$venv" && "$venv/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"; }; then
        echo "clients: NOT RUN, Python or its packages could not be had (federation-tests/clients/requirements.txt)" >&2
        [ "${CLIENTS:-required}" = optional ] && exit 0
        exit 1
    fi
    touch "$stamp"
fi
cd "$here"
exec "$venv/bin/python" -m unittest ${TESTS:-discover -p '*_test.py'}
