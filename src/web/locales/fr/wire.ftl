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
wire-for-some = Il y a du nouveau, réservé à certaines personnes. Pour le lire, connectez-vous là où cela a été publié :
rsvp-ignored = Les réponses se donnent ailleurs : voir sa propre page · retirer
thread-locked = Les personnes qui modèrent le groupe ont fermé cette conversation.
group-audience = Ce qui se dit dans un groupe de travail est pour tout le monde. Pour moins de gens, choisissez les abonnés, l’alliance ou les personnes nommées.
