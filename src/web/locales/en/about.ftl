about-title = What this is
privacy-title = Privacy

## About this node
about-lead = { $name } publishes here what it does, and this node shares it with those of other territories.
about-how = How it works
about-how-text = Every city, association or university has a server of its own, a node. Nodes read each other: what is published on one reaches the others within seconds. There is no centre that could be switched off, bought or searched.
about-follow = Following without an account here
about-follow-text = You can follow a territory from Mastodon or Mobilizon, with a feed reader (Atom) or from the calendar of your phone. Reading and searching need nothing at all.
about-account = Having an account
about-account-invitation = Accounts are opened with an invitation from those who run the node. We do not ask for your real name.
about-hosted = Also at home on this node
about-version = Comarca { $version }

## What this node knows about you
privacy-lead = What this node knows about you, and what it does not want to know.
privacy-reading = When you read
privacy-reading-text = Reading and searching leave no trace in the database.
privacy-no-address = We do not keep your IP address beside what you read.
privacy-no-tracker = No page asks third parties for anything: no statistics, no fonts, no maps.
privacy-no-referrer = When you leave by a link, the other site is not told where you come from.
privacy-no-attendance = Of who comes to an event only the number leaves this place, never the list.
privacy-cookies = What your browser keeps
privacy-cookies-text = The language and look you choose and, if you sign in, your session. What you write without publishing it and the server you follow from stay in your browser alone; they are wiped when you sign out.
privacy-published = What is published
privacy-published-text = What is public reaches other servers, and a copy may outlive its deletion. We take location and other hidden data out of photos before we keep them.
privacy-operators = Those who run it
privacy-operators-text = Those who run this node can read its database, also what is not public. The same goes for the servers of those who read you. For what could put somebody in danger, use an encrypted messenger.
privacy-you = About you
privacy-nothing = You are not signed in: about you we know nothing.
privacy-all = This is what is kept about your account:
privacy-mail = E-mail
privacy-none = none
privacy-since = Account opened on
privacy-yours = Yours
privacy-also = Also: what you follow, save, like or mute, your notifications and your open sessions. Your password is kept only as a fingerprint that nobody can read.

## Accessibility
accessibility-title = Accessibility
accessibility-lead = These pages follow WCAG 2.2, level AA.
accessibility-how = How we check it
accessibility-how-text = Every version passes automatic tests in a real browser: in five languages, at three widths, in light and dark, and with the keyboard alone. Everything works without JavaScript.
accessibility-limits = What we cannot promise
accessibility-limits-text = Pictures and documents that organisations upload may have no description. What comes from other servers is as it was made there.
accessibility-tell = Tell us
accessibility-tell-text = If something keeps you out, write to { $name }. An answer is owed to you.
source-lead = This node runs Comarca { $version }, free software under the AGPL, version 3 or later.
source-text = Whoever uses the node has a right to its source code, with whatever was changed in it. Ask { $name } for it.
