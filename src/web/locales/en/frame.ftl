## Around every page
skip = Skip to content
nav-main = Sections
nav-start = Start
nav-home = My feed
nav-agenda = Agenda
nav-territories = Territories
nav-search = Search
nav-language = Language and look
nav-menu = Menu
nav-account = Your account
nav-about = About this node
nav-source = Source code
nav-notifications = Notifications
nav-compose = Publish
nav-drafts = Drafts
nav-profile = Profile
nav-settings = Settings
nav-admin = Administration
nav-unread = unread
nav-crumbs = Where you are
sign-in = Sign in
sign-out = Sign out
to-start = Go to the start
older = Older
more = More
look-auto = Like the system
look-light = Light
look-dark = Dark
look-contrast = High contrast

## When something does not work
error-title-missing = There is nothing here
error-text-missing = The address does not exist, or what is there is not for everybody.
error-title-gone = It was withdrawn
error-text-gone = Whoever published it withdrew it.
error-title-forbidden = You cannot do this
error-text-forbidden = If you think you should be able to, talk to whoever runs this node.
error-title-too-many = Too fast
error-text-too-many = Wait a minute and try again.
error-title-too-large = It is too large
error-text-too-large = Try with a smaller file.
error-title-busy = The node is busy
error-text-busy = Nothing is lost. Try again in a moment.
error-title-internal = Something failed here
error-text-internal = It is not your fault. Whoever runs the node will see it in the log.
error-title-request = It could not be done
error-text-request = Nothing was changed. Go back and try again.

## Time
ago-now = just now
ago-minutes =
    { $n ->
        [one] { $n } minute ago
       *[other] { $n } minutes ago
    }
ago-hours =
    { $n ->
        [one] { $n } hour ago
       *[other] { $n } hours ago
    }
ago-days =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }
when-hours = { $day }, { $from }–{ $until } ({ $zone })
when-days = from { $from } to { $until } ({ $zone })
when-from-to = { $from } to { $until }
time-of = { $city } time
since-month = since { $month }
size-kb = { $n } kB
size-mb = { $n } MB

## Over lists and beside things
feed-followed = What I follow
feed-all = Everything known
feed-saved = Saved
tabs-feeds = What to read
copy = Copy
copied = Copied
exit = Leave quickly
provenance = Published by { $name } at

## The life of a publication
life-since = Began
life-published = Published
life-edited = Edited
life-deadline = Deadline
life-starts = Starts
life-ends = Ends
life-done = (past)
