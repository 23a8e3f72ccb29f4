# Four commands, and no more: what each needs, it installs or starts itself (see .ci/).
#
#   make demo    an alliance of three nodes on loopback, with the joint programme as content
#   make test    everything that proves the program: unit, store on SQLite and PostgreSQL, federation, clients, browser
#   make check   format, lints, documentation, licences, spelling
#   make bench   the figures of docs/performance.md, measured on this machine

.PHONY: demo test check bench niceties

demo: niceties
	cargo run --locked -- demo --dir demo-data

test:
	.ci/test

check:
	.ci/check

bench:
	.ci/bench

# The script that makes pages nicer, built into the binary; without npm the same node is built without it.
niceties:
	@if command -v npm >/dev/null; then .ci/niceties; else echo "no npm: pages without their script"; fi
