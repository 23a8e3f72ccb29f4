## The start page
start-lead = Actions, resources and meetings of the alliance's territories.
start-soon = Coming up
start-agenda = The whole agenda
start-latest = The latest
start-all = See all

## Lists
filter-theme = By theme
filter-kind = By kind
filter-all = All
empty-agenda = Nothing on the agenda yet. Dated actions and meetings will show here.
empty-latest = Nothing was published yet.
empty-kind = There is no publication of this kind yet.
empty-tag = Nobody has used this tag yet.
empty-actor = We do not know any publication of theirs yet.
empty-search = We found nothing. Try fewer words or another spelling.

## Cards
answer-by = answer by { $day }
boosted-by = Boosted by { $name }
cancelled = Cancelled
replies = Replies
boosts = Boosts
likes = Likes

## The agenda
agenda-lead = What the territories this node knows are organising.
agenda-subscribe = Add to my calendar
agenda-months = Months
agenda-earlier = Earlier
agenda-now = Today
agenda-later = Later

## Territories
territories-lead =
    { $n ->
        [one] This node knows { $n } organisation or group.
       *[other] This node knows { $n } organisations and groups.
    }
publications-count =
    { $n ->
        [one] { $n } publication
       *[other] { $n } publications
    }
followers-count =
    { $n ->
        [one] { $n } follower
       *[other] { $n } followers
    }
follow-label = Follow a territory of another node
follow-hint = Its handle, like @valmar@valmar.example, or the address of its page.
follow-find = Find

## Search
search-label = Search actions, resources and territories
search-placeholder = registration, welcome…
search-about = We look for the words in everything public that this node knows. Accents do not matter.
search-elsewhere = Look on other nodes

## The page of an actor
follow = Follow
following-end = Following · unfollow
follow-asked = Request sent · withdraw it
edit-profile = Edit the profile
see-original = See the original
mute = Mute
block = Block
unblock = Unblock
report = Report

## The page of a publication
post-by = Post by { $name }
draft-note = This is a draft: only your organisation sees it.
in-reply-to = In reply to
edited = edited: see what changed
also-in = Also in
translation-human = Translation.
translation-machine = Machine translation.
translation-outdated = Translation of an earlier version.
minutes-decisions = Decisions
minutes-commitments = Commitments
files = Documents
file = Document
field-when = When
field-place = Where
field-online = Online
field-join = Registration
field-stage = Stage
field-since = Since
field-deadline = Deadline
field-about = About
hint-about = The action, campaign or meeting it belongs to, if there is one.
field-partners = Partners
field-resource-type = Kind of resource
field-licence = Licence
place-coarse = The exact address is not published.
places-count =
    { $n ->
        [one] { $n } place
       *[other] { $n } places
    }
with-partners = With:
add-to-calendar = Add to calendar
going-count =
    { $n ->
        [one] { $n } person is going
       *[other] { $n } people are going
    }
receipts-title = How far it got
receipts-reached =
    { $n ->
        [one] It reached { $reached } of { $n } node.
       *[other] It reached { $reached } of { $n } nodes.
    }
receipt-waiting = waiting
receipt-refused = did not accept it
receipt-parked = has not answered for days; it will be sent when it comes back
receipt-expired = did not answer in 30 days
join = I will come
rsvp-asked = Place asked for · withdraw
rsvp-going = You are going · cancel
rsvp-maybe = Maybe · cancel
rsvp-refused = No place · withdraw
like = Like
boost = Boost
edit = Edit
write-minutes = Write the minutes
withdraw = Withdraw
answers = Answers
answers-none = Nobody has answered yet.
reply = Reply
reply-as = Reply as { $name }
sign-in-to-answer = Sign in to answer
resource-guide = Guide
resource-study = Study
resource-document = Document
resource-dataset = Dataset
resource-link = Link
resource-template = Template

## Ways in, filters, months, and what is kept
start-doors = What are you looking for?
start-quilt = Every territory is a cloth of its own, woven from its name on the network.
filter = Filter
filter-territory = By territory
filter-apply = Apply
filter-clear = Clear filters
agenda-view = View
agenda-list = List
agenda-month = Month
agenda-entries =
    { $n ->
        [one] , { $n } entry
       *[other] , { $n } entries
    }
keep = Save
empty-saved = What you save for later shows up here. Only you see it.
empty-first = Publish the first thing
empty-territories = See the territories
empty-peer = Try with another node
