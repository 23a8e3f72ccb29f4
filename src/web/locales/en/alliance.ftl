# Alliances and stamps: what is refused.
founders-too-few = An alliance is founded by at least two different organisations.
rule-invalid = This rule cannot be met: at least one sponsor and no more than there are founders; the majority goes from 51 to 100.
slug-invalid = Between 2 and 40 lower-case letters, digits or hyphens.
slug-taken = This node already knows an alliance of that name.
alliance-unknown = There is no alliance at this address. Ask a member for the address of its page.
not-a-member = Your organisation is not a member of “{ $alliance }”.
stamp-own = Nobody can vouch for itself or exclude itself.
stamp-unknown = Your organisation has not given this stamp.
request-settled = This is settled already.
second-person = Two people sign: one prepares the signature, and another who may sign confirms it.
deadline-past = The deadline has passed.
text-changed = The text has changed since it was asked. It has to be asked again.

## Alliances and stamps: pages
alliances-title = Alliances
alliances-lead = Organisations that vouch for one another, without a centre: every node checks the stamps by itself.
alliances-none = This node knows no alliance yet.
alliance-kind = Alliance
alliance-on = As it was at the end of { $day }.
alliance-today = See today
alliance-charter = The charter
alliance-rule = How one comes in and goes
alliance-digest = Exact fingerprint of the text:
alliance-roster = Members
alliance-day = See another day
alliance-show = Show
alliance-since = Member since { $day }
alliance-founder = Founder
alliance-sponsored = Sponsored by
alliance-stamps = Stamps that prove it
alliance-data = The roster as open data
alliance-evidence = Evidence against
alliance-evidence-lead = Signatures of one organisation that contradict one another. What follows counts for nothing.
alliance-latest = The latest of its members
alliance-nothing = Nothing yet.
alliance-verified = Verified member of { $name }
stamp-title = Stamp
stamp-says-accession = { $giver } commits itself to the charter and wants to be a member.
stamp-says-membership = { $giver } vouches for { $target } as a member.
stamp-says-endorsement = { $giver } signs “{ $target }”.
stamp-says-coorganiser = { $giver } co-organises “{ $target }”.
stamp-says-adoption = { $giver } adopts “{ $target }” in its territory.
stamp-says-recognition = { $giver } recognises the cards of { $target }.
stamp-is-valid = It holds.
stamp-why-valid = It is signed by its giver’s key, its chain is whole, and nobody has taken it back.
stamp-is-not-yet = It does not hold yet.
stamp-why-not-yet = It begins later.
stamp-is-expired = It holds no longer.
stamp-why-expired = Its time is over.
stamp-is-revoked = It holds no longer.
stamp-why-revoked = Its giver has taken it back.
stamp-is-void = It counts for nothing.
stamp-why-void = Its key was in other hands when it was made.
stamp-is-doubtful = It counts for nothing.
stamp-why-doubtful = Its giver’s stamps contradict one another.
stamp-of-this-text = It holds, and signs the text in this file.
stamp-of-other-text = It does not count here: it signs another text than the one in this file.
stamps-hold = Stamps that hold: { $n } of { $total }.
stamp-renew = Renew the stamp
stamp-renew-about = It is given once more on the same terms with another end. The present one stays in the chain.
stamp-renew-until = It holds until the end of
done-renewed = The stamp is renewed: this is the new one.
stamp-who = Who
stamp-what = About
stamp-when = When
stamp-until = Until
stamp-reservation = Reservation
stamp-number = Number in its chain
stamp-key = Key
stamp-evidence = Download the evidence
stamp-verify = Anybody can check it without a network:
stamp-kind-membership = Membership
stamp-kind-endorsement = Signature
stamp-kind-coorganiser = Co-organising
stamp-kind-adoption = Adoption
stamp-kind-recognition = Recognition
request-asked = Not answered
request-prepared = Prepared: the second person is missing
request-granted = Granted
request-refused = Refused
stamps-title = Stamps asked for
stamps-lead = What other organisations ask of { $name }.
stamps-none = Nobody asks for anything now.
stamps-asks = { $name } asks for it.
stamps-prepare = Prepare the signature
stamps-first-prepared = Somebody who publishes for your organisation prepares it first; then you confirm it.
stamps-prepared-by = { $who } prepared it. Another person confirms it: { $others }.
stamps-alone = Two persons sign, and you are the only one who may do so for your organisation. Whoever administers it can make another person a signatory.
stamps-grant = Grant
stamps-refuse = Refuse
stamps-check = Check the stamp at this address
suspicions-title = What did not count
suspicion-unreadable = It cannot be read as a stamp.
suspicion-unsigned = Nothing proves that its giver made it.
suspicion-foreign-key = It is signed by the key of somebody else.
suspicion-unknown-key = Its giver publishes no such key.
suspicion-expired-key = Its key was given up before it was made.
suspicion-altered = It says something else than what was signed.
suspicion-future = It is dated in the future.
suspicion-fork = Two different stories were told under one number.
suspicion-backdated = It is dated before the stamp that it follows.
suspicion-broken = It does not follow the stamp before it.
suspicion-void = Its key was compromised before.
suspicion-not-a-member = Its giver was no member at that time.
suspicion-other-text = It is about no charter of the alliance.
done-prepared = Prepared. Another person who may sign confirms it now.
done-granted = Granted: the stamp is made and sent.
done-refused = Refused. Who asked for it knows.
alliance-rule-quorum = To exclude a member or change the charter takes { $n }% of the votes.
alliance-members =
    { $n ->
        [one] { $n } member
       *[other] { $n } members
    }
alliance-rule-members =
    { $n ->
        [one] Whoever signs the charter and has one member vouch for it comes in.
       *[other] Whoever signs the charter and has { $n } members vouch for it comes in.
    }
alliance-rule-founders =
    { $n ->
        [one] Whoever signs the charter and has one founder vouch for it comes in.
       *[other] Whoever signs the charter and has { $n } founders vouch for it comes in.
    }
signatures-title =
    { $n ->
        [0] No organisation signs
        [one] Signed by one organisation
       *[other] Signed by { $n } organisations
    }
signature-current = Signs this text
signature-earlier = Signed an earlier text
signature-withdrawn = Has taken its signature back
signature-void = Its signature does not count
signatures-file = Download text and signatures, to be checked without a network
