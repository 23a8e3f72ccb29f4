## The start page
start-lead = Actions, ressources et réunions des territoires de l’alliance.
start-soon = Prochainement
start-agenda = Tout l’agenda
start-latest = Les dernières publications
start-all = Tout voir

## Lists
filter-theme = Par thème
filter-kind = Par type
filter-all = Tout
empty-agenda = Rien à l’agenda pour l’instant. Les actions datées et les réunions paraîtront ici.
empty-latest = Rien n’a encore été publié.
empty-kind = Il n’y a pas encore de publication de ce type.
empty-tag = Personne n’a encore utilisé cette étiquette.
empty-actor = Nous ne connaissons encore aucune de ses publications.
empty-search = Nous n’avons rien trouvé. Essayez avec moins de mots ou une autre orthographe.

## Cards
answer-by = répondre jusqu’au { $day }
boosted-by = Partagé par { $name }
cancelled = Annulé
replies = Réponses
boosts = Partages
likes = J’aime

## The agenda
agenda-lead = Ce qu’organisent les territoires que ce nœud connaît.
agenda-subscribe = Ajouter à mon agenda
agenda-months = Mois
agenda-earlier = Avant
agenda-now = Aujourd’hui
agenda-later = Après

## Territories
territories-lead =
    { $n ->
        [one] Ce nœud connaît { $n } organisation ou groupe.
       *[other] Ce nœud connaît { $n } organisations et groupes.
    }
publications-count =
    { $n ->
        [one] { $n } publication
       *[other] { $n } publications
    }
followers-count =
    { $n ->
        [one] { $n } abonné
       *[other] { $n } abonnés
    }
follow-label = Suivre un territoire d’un autre nœud
follow-hint = Son nom, comme @valmar@valmar.example, ou l’adresse de sa page.
follow-find = Chercher

## Search
search-label = Chercher des actions, ressources et territoires
search-placeholder = domiciliation, accueil…
search-about = Nous cherchons les mots dans tout ce que ce nœud connaît de public. Les accents ne comptent pas.
search-elsewhere = Chercher sur d’autres nœuds

## The page of an actor
follow = Suivre
following-end = Vous suivez · ne plus suivre
follow-asked = Demande envoyée · la retirer
edit-profile = Modifier le profil
see-original = Voir l’original
mute = Masquer
block = Bloquer
unblock = Débloquer
report = Signaler

## The page of a publication
post-by = Message de { $name }
draft-note = C’est un brouillon : seule votre organisation le voit.
in-reply-to = En réponse à
edited = modifié : voir les changements
also-in = Aussi en
translation-human = Traduction.
translation-machine = Traduction automatique.
translation-outdated = Traduction d’une version antérieure.
minutes-decisions = Décisions
minutes-commitments = Engagements
files = Documents
file = Document
field-when = Quand
field-place = Où
field-online = En ligne
field-join = Inscription
field-stage = État
field-since = Depuis
field-deadline = Échéance
field-about = À propos de
hint-about = L’action, la campagne ou la réunion à laquelle cela se rattache, s’il y en a une.
field-partners = Avec qui
field-resource-type = Type de ressource
field-licence = Licence
place-coarse = L’adresse exacte n’est pas publiée.
places-count =
    { $n ->
        [one] { $n } place
       *[other] { $n } places
    }
with-partners = Avec :
add-to-calendar = Ajouter à l’agenda
going-count =
    { $n ->
        [one] { $n } personne viendra
       *[other] { $n } personnes viendront
    }
receipts-title = Jusqu’où c’est arrivé
receipts-reached =
    { $n ->
        [one] Arrivé sur { $reached } nœud sur { $n }.
       *[other] Arrivé sur { $reached } nœuds sur { $n }.
    }
receipt-waiting = en attente
receipt-refused = ne l’a pas accepté
receipt-parked = ne répond plus depuis des jours ; envoi à son retour
receipt-expired = n’a pas répondu en 30 jours
join = J’y vais
rsvp-asked = Place demandée · retirer
rsvp-going = Vous y allez · annuler
rsvp-maybe = Peut-être · annuler
rsvp-refused = Sans place · retirer
like = J’aime
boost = Partager
edit = Modifier
write-minutes = Rédiger le compte rendu
withdraw = Retirer
answers = Réponses
answers-none = Personne n’a encore répondu.
reply = Répondre
reply-as = Répondre en tant que { $name }
sign-in-to-answer = Connectez-vous pour répondre
resource-guide = Guide
resource-study = Étude
resource-document = Document
resource-dataset = Jeu de données
resource-link = Lien
resource-template = Modèle

## Ways in, filters, months, and what is kept
start-doors = Que cherchez-vous ?
start-quilt = Chaque territoire est une étoffe différente, faite à partir de son nom sur le réseau.
filter = Filtrer
filter-territory = Par territoire
filter-apply = Appliquer
filter-clear = Retirer les filtres
agenda-view = Présentation
agenda-list = Liste
agenda-month = Mois
agenda-entries =
    { $n ->
        [one] , { $n } rendez-vous
       *[other] , { $n } rendez-vous
    }
keep = Garder
empty-saved = Vous verrez ici ce que vous gardez pour plus tard. Personne d’autre ne le voit.
empty-first = Publier la première chose
empty-territories = Voir les territoires
empty-peer = Essayer avec un autre nœud
