## Kinds of publication
kind-post = Message
kind-action = Action
kind-resource = Ressource
kind-meeting = Réunion
kind-minutes = Compte rendu
kind-call = Appel
kind-campaign = Campagne
kind-communique = Communiqué
kind-event = Événement
kind-article = Article
kinds-post = Messages
kinds-action = Actions
kinds-resource = Ressources
kinds-meeting = Réunions
kinds-minutes = Comptes rendus
kinds-call = Appels
kinds-campaign = Campagnes
kinds-communique = Communiqués
kinds-event = Événements
kinds-article = Articles

## What each kind is for, said to whoever is about to write one
about-action = Une pratique, un projet ou un événement de votre territoire.
about-resource = Un guide, une étude ou un document utile aux autres.
about-meeting = Un ordre du jour, avec heure et lieu.
about-minutes = Ce qui s’est dit, ce qui a été décidé et qui fera quoi.
about-call = Un message court et urgent : il demande quelque chose, avec une échéance.
about-campaign = Un cadre commun pour de nombreuses actions, y compris celles d’autres organisations : une semaine, une année.
about-post = Quelques lignes, comme sur n’importe quel réseau.

## Who can read
visibility-public = Tout le monde
visibility-quiet = Les personnes qui ont le lien
visibility-followers = Les personnes qui vous suivent
visibility-alliance = L’alliance
visibility-group = Le groupe
visibility-organisation = Votre organisation
visibility-local = Ce nœud
visibility-named = Les personnes nommées
audience-public = Paraît dans les listes et arrive aux personnes qui vous suivent, sur n’importe quel serveur. Les copies sur d’autres serveurs peuvent survivre à une suppression.
audience-quiet = Arrive aux personnes qui vous suivent et s’ouvre avec le lien, mais ne paraît pas dans les listes.
audience-followers = N’arrive qu’aux personnes qui vous suivent. Celles qui administrent leurs serveurs pourraient le lire.
audience-alliance = Arrive aux organisations de vos alliances et reste entre elles. Les personnes qui administrent leurs nœuds pourraient la lire.
audience-group = Arrive aux membres du groupe et à qui le suit.
audience-organisation = Lu par les personnes de votre organisation sur ce nœud. Ne sort pas d’ici.
audience-local = Lu par les personnes qui ont un compte sur ce nœud. Ne sort pas d’ici.
audience-named = N’arrive qu’aux personnes et organisations nommées avec @ dans le texte.

## How far an action is
stage-planned = En préparation
stage-ongoing = En cours
stage-finished = Terminée

## How exactly a place is told
precision-exact = L’adresse exacte
precision-district = Le quartier seulement
precision-city = La localité seulement
precision-hidden = Rien

## How people join
join-free = Inscription libre
join-restricted = Sur demande
join-external = L’inscription est sur une autre page
join-none = Sans inscription

## Roles
role-administrator = Administre
role-coordinator = Coordonne
role-editor = Rédige
role-signatory = Signe
role-member = Membre
role-about-administrator = Gère les personnes et le profil, et tout le reste.
role-about-coordinator = Publie, suit, partage et répond au nom de l’organisation.
role-about-editor = Rédige et publie au nom de l’organisation.
role-about-signatory = Signe des communiqués au nom de l’organisation.
role-about-member = Lit ce qui est réservé à l’organisation.

## Themes
theme-welcome = Accueil
theme-registration = Domiciliation
theme-citizenship = Citoyenneté
theme-housing = Logement
theme-health = Santé
theme-education = Éducation
theme-language = Langue
theme-work = Travail
theme-rights = Droits
theme-regularisation = Régularisation
theme-borders = Frontières
theme-rural = Monde rural
theme-culture = Culture
theme-participation = Participation
theme-gender = Genre
theme-youth = Jeunesse
theme-advocacy = Plaidoyer
theme-research = Recherche

## What actors are
actor-organisation = Territoire
actor-person = Personne
actor-group = Groupe
actor-application = Nœud
actor-service = Service
moved-to = Ce compte a déménagé. C’est maintenant :

## Counts
