"""Asks a server what a folder of feditest's definitions asks of WebFinger, and prints a line a test.
usage: SSL_CERT_FILE=ca.pem webfinger.py FOLDER HOST ACCOUNT NOBODY
The definitions name no roles, so who asks and who is asked are handed to each of them by name."""
import sys

import feditest
from feditest.nodedrivers import NodeConfiguration
from feditest.nodedrivers.imp import Imp, ImpInProcessNodeDriver


class Server:
    def __init__(self, hostname, account, nobody):
        self.hostname, self.account, self.nobody = hostname, account, nobody

    def obtain_account_identifier(self):
        return self.account

    def obtain_non_existing_account_identifier(self):
        return self.nobody


folder, host, account, nobody = sys.argv[1:]
feditest.load_tests_from([folder])
client = Imp("client", NodeConfiguration(ImpInProcessNodeDriver(), "Imp"), None)
failed = 0
for name, each in sorted(feditest.all_tests.items()):
    try:
        each.test_function(client=client, server=Server(host, account, nobody))
    except Exception as why:
        failed += 1
        print(f"FAILED {name}: {type(why).__name__} {why}")
    else:
        print(f"ok {name}")
sys.exit(failed > 0 or not feditest.all_tests)
