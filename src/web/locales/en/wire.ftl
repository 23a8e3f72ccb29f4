# What is added to a text for readers on other software.
wire-answer-by = Answer by
wire-decisions = Decisions
wire-commitments = Commitments
wire-online = Online
