# What is added to a text for readers on other software.
wire-answer-by = Réponses jusqu’au
wire-decisions = Décisions
wire-commitments = Engagements
wire-online = En ligne
