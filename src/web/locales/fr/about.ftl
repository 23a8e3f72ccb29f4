about-title = Qu’est-ce que c’est
privacy-title = Confidentialité

## About this node
about-lead = { $name } publie ici ce qu’elle fait, et ce nœud le partage avec ceux d’autres territoires.
about-how = Comment ça marche
about-how-text = Chaque ville, association ou université a son propre serveur, un nœud. Les nœuds se lisent entre eux : ce qui paraît sur l’un arrive chez les autres en quelques secondes. Il n’y a pas de centre que l’on puisse éteindre, acheter ou fouiller.
about-follow = Suivre sans compte ici
about-follow-text = On peut suivre un territoire depuis Mastodon ou Mobilizon, avec un lecteur de flux (Atom) ou depuis l’agenda de son téléphone. Pour lire et chercher, il ne faut rien.
about-account = Avoir un compte
about-account-invitation = Les comptes s’ouvrent sur invitation de l’équipe qui administre le nœud. Nous ne demandons pas votre vrai nom.
about-hosted = Vivent aussi sur ce nœud
about-version = Comarca { $version }

## What this node knows about you
privacy-lead = Ce que ce nœud sait de vous, et ce qu’il ne veut pas savoir.
privacy-reading = Quand vous lisez
privacy-reading-text = Lire et chercher ne laisse aucune trace dans la base de données.
privacy-no-address = Nous ne gardons pas votre adresse IP avec ce que vous lisez.
privacy-no-tracker = Aucune page ne demande quoi que ce soit à des tiers : ni statistiques, ni polices, ni cartes.
privacy-no-referrer = Quand vous suivez un lien, l’autre site ne sait pas d’où vous venez.
privacy-no-attendance = D’un événement, seul le nombre de personnes qui viennent sort d’ici, jamais la liste.
privacy-cookies = Ce que garde votre navigateur
privacy-cookies-text = La langue et l’apparence que vous choisissez et, si vous vous connectez, votre session. Ce que vous écrivez sans le publier et le serveur depuis lequel vous suivez ne restent que dans votre navigateur ; tout s’efface quand vous vous déconnectez.
privacy-published = Ce qui est publié
privacy-published-text = Ce qui est public arrive sur d’autres serveurs, et une copie peut survivre à l’effacement. Nous retirons des photos le lieu et les autres données cachées avant de les garder.
privacy-operators = Les personnes qui administrent
privacy-operators-text = Les personnes qui administrent ce nœud peuvent lire sa base de données, y compris ce qui n’est pas public. Il en va de même des serveurs de celles et ceux qui vous lisent. Pour ce qui peut mettre quelqu’un en danger, utilisez une messagerie chiffrée.
privacy-you = À votre sujet
privacy-nothing = Vous n’avez pas ouvert de session : nous ne savons rien de vous.
privacy-all = Voici ce qui est gardé sur votre compte :
privacy-mail = Adresse électronique
privacy-none = aucune
privacy-since = Compte ouvert le
privacy-yours = Ce qui est à vous
privacy-also = Et aussi : ce que vous suivez, gardez, aimez ou masquez, vos notifications et vos sessions ouvertes. Le mot de passe n’est gardé que sous forme d’empreinte illisible.

## Accessibility
accessibility-title = Accessibilité
accessibility-lead = Ces pages suivent les règles WCAG 2.2, niveau AA.
accessibility-how = Comment nous le vérifions
accessibility-how-text = Chaque version passe des épreuves automatiques dans un vrai navigateur : en cinq langues, sur trois largeurs d’écran, en clair et en sombre, et au clavier seul. Tout marche sans JavaScript.
accessibility-limits = Ce que nous ne pouvons pas garantir
accessibility-limits-text = Les images et documents que déposent les organisations n’ont pas toujours de description. Ce qui vient d’autres serveurs est tel qu’on l’y a fait.
accessibility-tell = Dites-le-nous
accessibility-tell-text = Si quelque chose vous barre la route, écrivez à { $name }. Une réponse vous est due.
source-lead = Ce nœud fonctionne avec Comarca { $version }, logiciel libre sous AGPL, version 3 ou suivante.
source-text = Qui se sert du nœud a droit à son code source, avec les changements qu’on y a faits. Demandez-le à { $name }.
