# What is added to a text for readers on other software.
wire-answer-by = Réponses jusqu’au
wire-decisions = Décisions
wire-commitments = Engagements
wire-online = En ligne
wire-stamp-accession = { $giver } s’engage à respecter la charte de l’alliance
wire-stamp-membership = { $giver } parraine { $target } comme membre de l’alliance
wire-stamp-endorsement = { $giver } signe ce texte
wire-stamp-coorganiser = { $giver } coorganise
wire-stamp-adoption = { $giver } l’adopte sur son territoire
wire-stamp-recognition = { $giver } reconnaît les cartes de { $target }
wire-stamp-revoked = { $giver } retire son consentement
