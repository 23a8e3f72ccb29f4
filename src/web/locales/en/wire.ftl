# What is added to a text for readers on other software.
wire-answer-by = Answer by
wire-decisions = Decisions
wire-commitments = Commitments
wire-online = Online
wire-stamp-accession = { $giver } commits itself to the charter of the alliance
wire-stamp-membership = { $giver } vouches for { $target } as a member of the alliance
wire-stamp-endorsement = { $giver } signs this text
wire-stamp-coorganiser = { $giver } co-organises this
wire-stamp-adoption = { $giver } adopts this in its territory
wire-stamp-recognition = { $giver } recognises the cards of { $target }
wire-stamp-revoked = { $giver } takes its consent back
wire-for-some = Something new is here for some readers only. Sign in where it was published to read it:
rsvp-ignored = Answers are taken elsewhere: see its own page · withdraw
thread-locked = The group's moderators have closed this conversation.
group-audience = What is said in a working group is for everybody. For fewer, choose followers, the alliance or those you name.
