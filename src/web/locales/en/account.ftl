## Forms
form-problems = Something is missing
cancel = Cancel

## Signing in and up
field-login = Username or e-mail
field-password = Password
sign-in-about = Accounts are opened by invitation. To read and search you need none.
sign-up-title = Open an account
sign-up = Open the account
sign-up-lead = You are invited to this node.
sign-up-asked = Here somebody reads each request before the account is opened. Say in a few words who you are or who sends you; a pseudonym is fine.
sign-up-ask = Ask for the account
sign-up-waits = Your request is kept. Whoever looks after this node has to read it now.
sign-up-waits-more = If you gave an e-mail address, we will write to you. If not, try to sign in within a few days with your name and password. Reading needs no account.
field-reason = Why you would like an account
hint-reason = A few lines are enough. Write nothing that endangers you: it is deleted as soon as somebody decides.
arriving-title = What would you like to read?
arriving-lead = Choose a few territories and your home page fills with what they publish. You can change this at any time.
arriving-territories = Territories
arriving-go = Start reading
arriving-later = Not now
done-arrived = Done: this is your home page.
sign-up-with-role = You are invited to { $name } ({ $role }).
sign-up-privacy = We do not ask for your real name, phone or birth date.
field-username = Username
hint-username = It cannot be changed later. A pseudonym is fine.
field-name = Name shown
hint-name = Whatever you want to be called.
field-email = E-mail (optional)
hint-email = Only to sign in with it and recover the password. Nobody sees it.
hint-password = At least 10 characters. Three or four words in a row work well.
field-your-language = Language of the pages

## Home
home-of = Feed of { $name }
home-suggested = Territories to begin with
empty-home = What the territories you follow publish will show here.

## Following
follow-title = Follow territories
follow-requests = Ask to follow you
follow-following = Whom you follow
accept = Accept
reject = Reject
unfollow = Unfollow
empty-following = You follow nobody yet.

## Notifications
notice-mention = mentioned you
notice-reblog = boosted your publication
notice-favourite = likes your publication
notice-follow = follows you
notice-follow_request = asks to follow you
notice-update = edited something you boosted or answered
notice-call = makes a call
notice-rsvp = wants to come
notice-report = sent a report
notice-account_request = has unread requests for accounts
notice-new = new
notice-go-follow_request = Answer the request
empty-notifications = Nothing new. Here you will see who mentions, answers or follows you.

## Reports
report-title = Report { $name }
report-lead = The people who run this node will read it. Whoever you report will not know who you are.
report-why = Why
report-spam = It is advertising or spam
report-legal = It may be illegal
report-violation = It breaks the rules of this node
report-other = Something else
report-comment = What happened (optional)
hint-report-comment = Do not write other people's data.
report-forward = Tell their server too
hint-report-forward = It goes in the name of this node, not in yours.
report-send = Send the report
