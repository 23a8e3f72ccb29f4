## Polls, quotes, reactions
poll = Sondage
vote = Voter
poll-mine = mon vote
votes-count =
    { $n ->
        [one] { $n } voix
       *[other] { $n } voix
    }
voters-count =
    { $n ->
        [one] { $n } personne a voté
       *[other] { $n } personnes ont voté
    }
poll-closed = terminé
poll-until = jusqu’au { $day } (UTC)
quoted = Citation
quote-gone = Ce qui était cité ici n’est plus là ou ne vous est pas destiné.
quote-pending = La personne qui l’a écrit n’a pas encore dit si on peut le citer.
quote-rejected = La personne qui l’a écrit ne veut pas qu’on le cite.
quote-revoked = La personne qui l’a écrit ne veut plus qu’on le cite.
reactions = Réactions
pinned = À la une
pin = Mettre à la une
quote = Citer
compose-quotes = La publication choisie sera citée, si la personne qui l’a écrite le permet.
field-poll = Choix
hint-poll = Un par ligne, entre deux et dix. Personne ne verra qui a choisi quoi.
field-poll-multiple = On peut en choisir plusieurs
field-poll-ends = Ouvert jusqu’à la fin du jour
notice-poll = a terminé le sondage auquel vous avez participé
notice-quote = a cité une de vos publications

## What is refused
poll-over = Ce sondage est terminé.
poll-choices = Un sondage a entre deux et { $max } choix.
choice-invalid = Chaque choix doit être différent et compter au plus { $max } lettres.
poll-span = Un sondage reste ouvert entre cinq minutes et un an.
vote-invalid = Choisissez une des réponses.
voted-already = Vous avez déjà voté.
quote-refused = La personne qui l’a écrit ne permet pas qu’on le cite.
move-unanswered = L’autre adresse doit d’abord nommer celle-ci comme la sienne.
moved-lately = Un déménagement a eu lieu il y a moins de sept jours : les autres serveurs n’en suivraient pas un autre.
