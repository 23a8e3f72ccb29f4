## Kinds of publication
kind-post = Post
kind-action = Action
kind-resource = Resource
kind-meeting = Meeting
kind-minutes = Minutes
kind-call = Call
kind-campaign = Campaign
kind-communique = Communiqué
kind-event = Event
kind-article = Article
kinds-post = Posts
kinds-action = Actions
kinds-resource = Resources
kinds-meeting = Meetings
kinds-minutes = Minutes
kinds-call = Calls
kinds-campaign = Campaigns
kinds-communique = Communiqués
kinds-event = Events
kinds-article = Articles

## What each kind is for, said to whoever is about to write one
about-action = A practice, a project or an event of your territory.
about-resource = A guide, a study or a document that is useful to others.
about-meeting = An agenda, with a time and a place.
about-minutes = What was said, what was decided and who will do what.
about-call = A short and urgent message: it asks for something by a date.
about-campaign = An umbrella for many actions, also those of other organisations: a week, a year.
about-post = A few lines, as on any network.

## Who can read
visibility-public = Everybody
visibility-quiet = Whoever has the link
visibility-followers = Your followers
visibility-alliance = The alliance
visibility-group = The group
visibility-organisation = Your organisation
visibility-local = This node
visibility-named = The people named
audience-public = Shown in lists and sent to your followers on any server. Copies on other servers may survive a deletion.
audience-quiet = Sent to your followers and opens with the link, but is not shown in lists.
audience-followers = Sent to your followers only. The administrators of their servers could read it.
audience-alliance = It reaches the organisations of your alliances and stays among them. The administrators of their nodes could read it.
audience-group = It reaches the members of the group and whoever follows it.
audience-organisation = Read by the people of your organisation on this node. It does not leave it.
audience-local = Read by whoever has an account on this node. It does not leave it.
audience-named = Sent only to the people and organisations you name with @ in the text.

## How far an action is
stage-planned = Planned
stage-ongoing = Under way
stage-finished = Finished

## How exactly a place is told
precision-exact = The exact address
precision-district = The neighbourhood only
precision-city = The town only
precision-hidden = Nothing

## How people join
join-free = Anybody can join
join-restricted = Ask for a place
join-external = Registration is on another page
join-none = No registration

## Roles
role-administrator = Administrator
role-coordinator = Coordinator
role-editor = Editor
role-signatory = Signatory
role-member = Member
role-about-administrator = Manages people and the profile, and everything below.
role-about-coordinator = Publishes, follows, boosts and answers in the organisation's name.
role-about-editor = Writes and publishes in the organisation's name.
role-about-signatory = Signs communiqués in the organisation's name.
role-about-member = Reads what is for the organisation only.

## Themes
theme-welcome = Welcome
theme-registration = Registration
theme-citizenship = Citizenship
theme-housing = Housing
theme-health = Health
theme-education = Education
theme-language = Language
theme-work = Work
theme-rights = Rights
theme-regularisation = Regularisation
theme-borders = Borders
theme-rural = Rural areas
theme-culture = Culture
theme-participation = Participation
theme-gender = Gender
theme-youth = Youth
theme-advocacy = Advocacy
theme-research = Research

## What actors are
actor-organisation = Territory
actor-person = Person
actor-group = Group
actor-application = Node
actor-service = Service
moved-to = This account has moved. It is now:

## Counts
