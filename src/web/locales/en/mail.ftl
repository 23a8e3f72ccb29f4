## Letters
mail-invitation-subject = You are invited to { $node }
mail-invitation-text = You are invited to open an account at { $node }.
mail-invitation-role = You are invited to { $name } ({ $role }).
mail-invitation-button = Open the account
mail-invitation-note = The link works for fourteen days and once. If you do not know who invites you, do nothing.
mail-confirm-subject = Confirm your address at { $node }
mail-confirm-text = The account { $name } at { $node } says that this address is theirs. Is it?
mail-confirm-button = Yes, it is mine
mail-reset-subject = A new password for { $node }
mail-reset-text = Somebody, perhaps you, asked for a new password for the account { $name } at { $node }. The link works for an hour.
mail-unasked = If you do not know what this is about, do nothing: nothing will happen.
mail-adhesion-subject = Your support at { $node }
mail-adhesion-text = At { $node } somebody gave this address to support the communiqué “{ $title }”, or to take their support back. Was it you?
mail-adhesion-button = Yes, see the communiqué
mail-adhesion-note = Nothing counts until you open the link and confirm. If it was not you, do nothing: this address is not kept.
mail-welcome-subject = You have an account at { $node }
mail-welcome-text = Whoever looks after { $node } has accepted your account, { $name }. Sign in with the password you chose.
mail-declined-subject = Your request for an account at { $node }
mail-declined-text = Whoever looks after { $node } is not opening the account you asked for. What you wrote in the request has been deleted. Reading needs no account.
mail-notices-subject =
    { $n ->
        [one] A notification from { $node }
       *[other] { $n } notifications from { $node }
    }
mail-notices-note = You get this because you chose so. To change it: { $href }
mail-digest-subject = What is new in the territories you follow, from { $node }
mail-digest-note = This is the digest you asked for. To change it: { $href }
mail-unsubscribe = No more mails like this
mail-test-subject = Test mail from { $node }
mail-test-text = If you read this, the node can send mail.
mail-test-button = Go to the node

## Mail, seen from the administration
admin-mail = Mail
mail-through = Mail leaves through { $host }.
mail-none = This node sends no mail. It need not: invitations and new passwords go by links that are copied. To turn it on, say which server takes its letters.
mail-try = Try it
mail-to = Send to
mail-send = Send a test
mail-not-taken = The mail server did not take it. It said:
mail-letters = The letters
mail-letters-about = This is how they look, without pictures or trackers.
mail-as-text = As text
mail-kind-invitation = Invitation
mail-kind-welcome = Account accepted
mail-kind-declined = Account declined
mail-kind-confirm = Confirmation of an address
mail-kind-adhesion = Support of a communiqué
mail-kind-reset = New password
mail-kind-notices = Notifications
mail-kind-digest = Digest
mail-kind-test = Test
invitation-email = Send it by mail too (optional)
invitation-email-hint = The address is used once and not kept.
forgot-title = I forgot my password
forgot-lead = We send you a link if your account has a confirmed address.
forgot-send = Send the link
forgot-sent = If the account exists and has a confirmed address, the link is on its way. It works for an hour.
forgot-else = If nothing comes, ask whoever looks after the node for a link.
unsubscribe-title = Stop mails
unsubscribe-lead = One click and no more of this kind come.
unsubscribe-done = Done. No more will come.
mail-kind-moved = Word to the former address
mail-moved-subject = Your address at { $node } was changed
mail-moved-text = The account { $name } at { $node } no longer uses this address.
mail-moved-button = See the security of the account
mail-moved-note = If it was not you, talk to whoever looks after the node at once.
