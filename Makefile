# Four commands, and no more: what each needs, it installs or starts itself (see .ci/).
#
#   make demo    an alliance of three nodes on loopback, with the joint programme as content
#   make test    everything that proves the program: unit, store on SQLite and PostgreSQL, federation, clients, browser
#   make check   format, lints, documentation, licences, spelling
#   make bench   the figures of docs/performance.md, measured on this machine

.PHONY: demo test check bench

demo:
	cargo run --locked -- demo --dir demo-data

test:
	.ci/test

check:
	.ci/check

bench:
	.ci/bench
