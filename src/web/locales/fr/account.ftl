## Forms
form-problems = Il manque quelque chose
cancel = Annuler

## Signing in and up
field-login = Nom d’utilisateur ou adresse électronique
field-password = Mot de passe
sign-in-about = Les comptes s’ouvrent sur invitation. Pour lire et chercher, il n’en faut pas.
sign-up-title = Ouvrir un compte
sign-up = Ouvrir le compte
sign-up-lead = On vous invite sur ce nœud.
sign-up-asked = Ici, quelqu’un lit chaque demande avant d’ouvrir le compte. Dites en quelques mots qui vous êtes ou qui vous envoie ; un pseudonyme convient.
sign-up-ask = Demander le compte
sign-up-waits = Votre demande est enregistrée. La personne qui s’occupe de ce nœud doit maintenant la lire.
sign-up-waits-more = Si vous avez donné une adresse, nous vous écrirons. Sinon, essayez de vous connecter dans quelques jours avec votre nom et votre mot de passe. Pour lire, aucun compte n’est nécessaire.
field-reason = Pourquoi vous voulez un compte
hint-reason = Quelques lignes suffisent. N’écrivez rien qui vous mette en danger : c’est effacé dès que quelqu’un décide.
arriving-title = Que voulez-vous lire ?
arriving-lead = Choisissez quelques territoires et votre accueil se remplit de ce qu’ils publient. Vous pourrez changer quand vous voudrez.
arriving-territories = Territoires
arriving-go = Commencer à lire
arriving-later = Pas maintenant
done-arrived = C’est fait : voici votre accueil.
sign-up-with-role = On vous invite à rejoindre { $name } ({ $role }).
sign-up-privacy = Nous ne demandons ni votre vrai nom, ni téléphone, ni date de naissance.
field-username = Nom d’utilisateur
hint-username = Il ne pourra plus changer ensuite. Un pseudonyme convient.
field-name = Nom affiché
hint-name = Comme vous voulez qu’on vous appelle.
field-email = Adresse électronique (facultative)
hint-email = Seulement pour se connecter et récupérer le mot de passe. Personne ne la voit.
hint-password = Au moins 10 caractères. Trois ou quatre mots à la suite conviennent bien.
field-your-language = Langue des pages

## Home
home-of = Fil de { $name }
home-suggested = Des territoires pour commencer
empty-home = Ici paraîtra ce que publient les territoires que vous suivez.

## Following
follow-title = Suivre des territoires
follow-requests = Demandent à vous suivre
follow-following = Qui vous suivez
accept = Accepter
reject = Refuser
unfollow = Ne plus suivre
empty-following = Vous ne suivez encore personne.

## Notifications
notice-mention = vous a mentionné
notice-reblog = a partagé votre publication
notice-favourite = aime votre publication
notice-follow = vous suit
notice-follow_request = demande à vous suivre
notice-update = a modifié ce que vous avez partagé ou ce à quoi vous avez répondu
notice-call = lance un appel
notice-rsvp = veut venir
notice-report = a envoyé un signalement
notice-account_request = a des demandes de compte à lire
notice-new = nouveau
notice-go-follow_request = Répondre à la demande
empty-notifications = Rien de nouveau. Vous saurez ici qui vous mentionne, vous répond ou vous suit.

## Reports
report-title = Signaler { $name }
report-lead = Les personnes qui administrent ce nœud le liront. La personne signalée ne saura pas qui vous êtes.
report-why = Pourquoi
report-spam = C’est de la publicité ou du spam
report-legal = C’est peut-être illégal
report-violation = Cela enfreint les règles de ce nœud
report-other = Autre chose
report-comment = Ce qui s’est passé (facultatif)
hint-report-comment = N’écrivez pas de données d’autres personnes.
report-forward = Prévenir aussi son serveur
hint-report-forward = L’envoi se fait au nom de ce nœud, pas du vôtre.
report-send = Envoyer le signalement
