## Polls, quotes, reactions
poll = Poll
vote = Vote
poll-mine = my vote
votes-count =
    { $n ->
        [one] { $n } vote
       *[other] { $n } votes
    }
voters-count =
    { $n ->
        [one] { $n } person has voted
       *[other] { $n } people have voted
    }
poll-closed = closed
poll-until = until { $day } (UTC)
quoted = Quote
quote-gone = What was quoted here is gone or not meant for you.
quote-pending = Its author has not said yet whether it may be quoted.
quote-rejected = Its author does not want it quoted.
quote-revoked = Its author no longer wants it quoted.
reactions = Reactions
pinned = Pinned
pin = Pin to the page
quote = Quote
compose-quotes = The publication you chose will be quoted, if its author agrees.
field-poll = Choices
hint-poll = One a line, between two and ten. Nobody will see who chose what.
field-poll-multiple = More than one may be chosen
field-poll-ends = Open until the end of the day
notice-poll = has closed the poll you voted in
notice-quote = has quoted a publication of yours

## What is refused
poll-over = This poll is closed.
poll-choices = A poll has between two and { $max } choices.
choice-invalid = Each choice has to be different and at most { $max } letters long.
poll-span = A poll is open for between five minutes and a year.
vote-invalid = Choose one of the answers.
voted-already = You have voted already.
quote-refused = Its author does not let others quote it.
move-unanswered = The other address has to name this one as its own before anybody moves there.
moved-lately = It moved less than seven days ago: other servers would not follow again.
