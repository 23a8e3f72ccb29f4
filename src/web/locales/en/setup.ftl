## The first minutes of a node
setup-title = Set the node up
setup-step = Step { $n } of { $of }
setup-organisation = Whose node is this?
setup-organisation-lead = A city, an association, a university. You can host others later.
setup-name = Name
setup-name-hint = As on a poster. It can be changed later.
setup-username = Short name
setup-username-hint = Lower-case letters without accents, digits and hyphens. It can never change.
setup-handle = How others find it:
setup-handle-own = This is how others find your organisation:
setup-place-hint = Type the city. One that is not in the list counts as you type it.
setup-next = Go on
setup-person = The first account
setup-person-lead = With it you look after the node and { $name }.
setup-address = Address of the node:
setup-address-about = It is part of everything you publish and can never change. If it is not the right one, stop the node and correct the settings first.
setup-finish = Open the node
admin-begin = First steps
begin-lead = None of this is urgent. What is done is ticked.
begin-done = done
begin-codes = Protect your account with codes
begin-codes-about = A stolen password will not be enough.
begin-face = Logo and introduction
begin-face-about = Without a logo a weave made for you is shown.
begin-checks = Look at how the node is
begin-checks-about = Name, clock, disk, keys and deliveries, always in view.
begin-people = Invite somebody else
begin-people-about = Copying a link is enough; no mail is needed.
begin-publish = Publish something
begin-publish-about = Three texts to begin with, to change as you like:
rehearsal-title = Rehearsal
rehearsal-banner = Rehearsal: nothing leaves this node yet.
rehearsal-more = What is this
rehearsal-about = The node sends nothing, fetches nothing and does not answer other servers. What you publish now stays here afterwards, but is sent to nobody later.
rehearsal-sure = The address is the right one, and I know that it can never change.
rehearsal-leave = End the rehearsal and federate
rehearsal-over = This node speaks with others.
audit-rehearsal-left = ended the rehearsal
setup-language = Which language shall we go on in?
setup-language-lead = It will also be the node’s language for those who ask for no other. It can be changed later.
setup-leave = You can leave whenever you like and come back by the same link: what was said is kept.
setup-back = Back
setup-sort = What it is
setup-place = Where is { $name }?
setup-place-lead = The city is enough. It will stand on its page and on the map of the alliance.
setup-unlisted = Leave it so, without the map
setup-look = Logo and colour
setup-look-lead = Both can wait. Without a logo a weave made for you is shown.
setup-logo-kept = One is chosen already; another takes its place.
setup-person-about = You can add one-time codes in the next step.
setup-all = All steps
setup-skip = Not now
setup-end = Finish
sort-line = Type
sort-city = City or municipality
sort-association = Association
sort-university = University
sort-network = Network or federation
sort-other = Something else
begin-address = The address, for good
begin-address-about = Look at it well before anything leaves the node.
begin-mail = Mail
begin-mail-about = It serves invitations, forgotten passwords and notifications. Without it links are copied by hand and everything else works.
begin-backup = Backups
begin-backup-about = One encrypted backup a day with all that the node is. Without a backup and its keys a lost node cannot be brought back. We propose a folder; another disk is better.
begin-publish-rehearsal = While you rehearse, what you publish stays here.
rehearsal-stay = Go on rehearsing
passphrase-made = This passphrase opens the backups
passphrase-about = Write it on paper and keep it far from the machine. Without it nobody can open them, not even you. It is not shown again.
passphrase-label = Passphrase of the backups
passphrase-written = I have written it down
template-practice-title = Welcome point of the neighbourhood
template-practice-summary = A place where whoever arrives finds somebody who listens and knows where to go.
template-practice-body =
    We open two evenings a week in the community centre. No appointment, no papers: you come in, have a tea and ask.

    ## What we do

    - We go along to the first registration and to the health card.
    - We sign people up for language classes and introduce them to groups nearby.
    - We translate letters from offices and explain which deadline is running.

    ## Who takes part

    A team of ten volunteers, half of whom arrived less than five years ago, and a social worker of the city.

    ## To begin something alike

    A room with a key of your own, a list of whom to call, and a notebook that writes down no names.
template-meeting-title = Coordination meeting
template-meeting-summary = To decide what we do together this quarter. Open to whoever wants to help.
template-meeting-body =
    ## Agenda

    1. How we are: what went well and what weighs on us.
    2. Proposals for the quarter.
    3. Who takes care of what, and until when.
    4. Date of the next one.

    There will be whispered interpreting and a corner for children. The minutes are published here within a week.
template-guide-title = The first ten days: a guide for those who have just arrived
template-guide-summary = Which steps matter, in which order, and who goes along to each.
template-guide-body =
    One sheet to print and fold, in plain language.

    1. **A roof.** Whom to call today.
    2. **Health.** Emergency care always treats you; how to ask for the card.
    3. **Registering.** What to bring, and what to do when they say no.
    4. **School.** Children have a place from the first day.
    5. **Language.** When the free classes are.
    6. **Rights.** Where legal advice costs nothing.

    Put the telephone numbers and addresses of your city in before you publish it.
