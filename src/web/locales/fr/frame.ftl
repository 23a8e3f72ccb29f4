## Around every page
skip = Aller au contenu
nav-main = Rubriques
nav-start = Accueil
nav-home = Mon fil
nav-agenda = Agenda
nav-territories = Territoires
nav-search = Chercher
nav-language = Langue et apparence
nav-menu = Menu
nav-account = Votre compte
nav-about = À propos de ce nœud
nav-source = Code source
nav-notifications = Notifications
nav-compose = Publier
nav-drafts = Brouillons
nav-profile = Profil
nav-settings = Réglages
nav-admin = Administration
nav-unread = non lues
nav-crumbs = Où vous êtes
sign-in = Se connecter
sign-out = Se déconnecter
to-start = Aller à l’accueil
older = Plus anciens
more = Plus
look-auto = Comme le système
look-light = Clair
look-dark = Sombre
look-contrast = Contraste élevé

## When something does not work
error-title-missing = Il n’y a rien ici
error-text-missing = L’adresse n’existe pas, ou ce qui s’y trouve n’est pas pour tout le monde.
error-title-gone = Cela a été retiré
error-text-gone = La personne qui l’a publié l’a retiré.
error-title-forbidden = Vous ne pouvez pas faire cela
error-text-forbidden = Si vous pensez que vous devriez pouvoir, parlez-en aux personnes qui administrent ce nœud.
error-title-too-many = Trop vite
error-text-too-many = Attendez une minute et réessayez.
error-title-too-large = C’est trop lourd
error-text-too-large = Essayez avec un fichier plus petit.
error-title-busy = Le nœud est occupé
error-text-busy = Rien n’est perdu. Réessayez dans un instant.
error-title-internal = Quelque chose a échoué ici
error-text-internal = Ce n’est pas votre faute. Les personnes qui administrent le nœud le verront dans le journal.
error-title-request = Cela n’a pas pu se faire
error-text-request = Rien n’a changé. Revenez en arrière et réessayez.

## Time
ago-now = à l’instant
ago-minutes =
    { $n ->
        [one] il y a { $n } minute
       *[other] il y a { $n } minutes
    }
ago-hours =
    { $n ->
        [one] il y a { $n } heure
       *[other] il y a { $n } heures
    }
ago-days =
    { $n ->
        [one] il y a { $n } jour
       *[other] il y a { $n } jours
    }
when-hours = { $day }, { $from }–{ $until } ({ $zone })
when-days = du { $from } au { $until } ({ $zone })
when-from-to = du { $from } au { $until }
time-of = heure de { $city }
since-month = depuis { $month }
size-kb = { $n } ko
size-mb = { $n } Mo

## Over lists and beside things
feed-followed = Ce que je suis
feed-all = Tout ce qui est connu
feed-saved = Gardé
tabs-feeds = Que lire
copy = Copier
copied = Copié
exit = Quitter vite
provenance = Publié par { $name } sur

## The life of a publication
life-since = Début
life-published = Publication
life-edited = Modification
life-deadline = Date limite
life-starts = Commence
life-ends = Se termine
life-done = (passé)
