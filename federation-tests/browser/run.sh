#!/bin/sh
# Runs the browser tests, or another script of this folder, against a demo alliance on loopback.
# usage: COMARCA=target/debug/comarca federation-tests/browser/run.sh [main.js | shots.js DIR]
# The packages of package-lock.json are installed beside it the first time, and again when the list changes.
set -eu
cd "$(dirname "$0")"
COMARCA=${COMARCA:-$PWD/../../target/debug/comarca}
export COMARCA
stamp="node_modules/.installed-$(cksum <package-lock.json | cut -d' ' -f1)"
if [ ! -e "$stamp" ]; then
    npm ci --ignore-scripts --no-audit --no-fund --silent
    touch "$stamp"
fi
script=${1:-main.js}
[ $# -eq 0 ] || shift
exec node "$script" "$@"
