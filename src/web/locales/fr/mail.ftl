## Letters
mail-invitation-subject = Invitation à { $node }
mail-invitation-text = On vous invite à ouvrir un compte sur { $node }.
mail-invitation-role = On vous invite à rejoindre { $name } ({ $role }).
mail-invitation-button = Ouvrir le compte
mail-invitation-note = Le lien vaut quatorze jours et une seule fois. Si vous ne connaissez pas la personne qui vous invite, ne faites rien.
mail-confirm-subject = Confirmez votre adresse sur { $node }
mail-confirm-text = Le compte { $name } de { $node } dit que cette adresse est la sienne. Est-ce vrai ?
mail-confirm-button = Oui, c’est la mienne
mail-reset-subject = Un nouveau mot de passe pour { $node }
mail-reset-text = Quelqu’un, peut-être vous, a demandé un nouveau mot de passe pour le compte { $name } de { $node }. Le lien vaut une heure.
mail-unasked = Si vous ne savez pas de quoi il s’agit, ne faites rien : il ne se passera rien.
mail-adhesion-subject = Votre adhésion sur { $node }
mail-adhesion-text = Sur { $node }, quelqu’un a donné cette adresse pour adhérer au communiqué « { $title } », ou pour ne plus y adhérer. Est-ce vous ?
mail-adhesion-button = Oui, voir le communiqué
mail-adhesion-note = Rien ne compte tant que vous n’avez pas ouvert le lien et confirmé. Si ce n’est pas vous, ne faites rien : cette adresse n’est pas gardée.
mail-welcome-subject = Vous avez un compte sur { $node }
mail-welcome-text = La personne qui s’occupe de { $node } a accepté votre compte, { $name }. Connectez-vous avec le mot de passe que vous avez choisi.
mail-declined-subject = Votre demande de compte sur { $node }
mail-declined-text = La personne qui s’occupe de { $node } n’ouvre pas le compte que vous avez demandé. Ce que vous aviez écrit est effacé. Pour lire, aucun compte n’est nécessaire.
mail-notices-subject =
    { $n ->
        [one] Une notification de { $node }
       *[other] { $n } notifications de { $node }
    }
mail-notices-note = Vous recevez ce courriel parce que vous l’avez choisi. Pour changer : { $href }
mail-digest-subject = Du nouveau dans les territoires que vous suivez, de la part de { $node }
mail-digest-note = C’est le résumé que vous avez demandé. Pour changer : { $href }
mail-unsubscribe = Ne plus recevoir de courriels comme celui-ci
mail-test-subject = Courriel d’essai de { $node }
mail-test-text = Si vous lisez ceci, le nœud peut envoyer des courriels.
mail-test-button = Aller au nœud

## Mail, seen from the administration
admin-mail = Courriel
mail-through = Le courriel passe par { $host }.
mail-none = Ce nœud n’envoie pas de courriel. Ce n’est pas indispensable : invitations et nouveaux mots de passe passent par des liens à copier. Pour l’activer, dites quel serveur achemine ses courriels.
mail-try = Essayer
mail-to = Envoyer à
mail-send = Envoyer un essai
mail-not-taken = Le serveur de courriel ne l’a pas accepté. Voici ce qu’il a dit :
mail-letters = Les courriels
mail-letters-about = C’est ainsi qu’ils arrivent, sans image ni traceur.
mail-as-text = En texte
mail-kind-invitation = Invitation
mail-kind-welcome = Compte accepté
mail-kind-declined = Compte refusé
mail-kind-confirm = Confirmation d’adresse
mail-kind-adhesion = Adhésion à un communiqué
mail-kind-reset = Nouveau mot de passe
mail-kind-notices = Notifications
mail-kind-digest = Résumé
mail-kind-test = Essai
invitation-email = Envoyer aussi par courriel (facultatif)
invitation-email-hint = L’adresse sert une fois et n’est pas gardée.
forgot-title = Mot de passe oublié
forgot-lead = Nous vous enverrons un lien si votre compte a une adresse confirmée.
forgot-send = Envoyer le lien
forgot-sent = Si le compte existe et a une adresse confirmée, le lien est en route. Il vaut une heure.
forgot-else = Si rien n’arrive, demandez un lien aux personnes qui administrent le nœud.
unsubscribe-title = Ne plus recevoir de courriels
unsubscribe-lead = Un clic, et vous ne recevrez plus de courriels de ce genre.
unsubscribe-done = C’est fait. Vous n’en recevrez plus.
mail-kind-moved = Message à l’ancienne adresse
mail-moved-subject = Votre adresse sur { $node } a changé
mail-moved-text = Le compte { $name } de { $node } n’utilise plus cette adresse.
mail-moved-button = Voir la sécurité du compte
mail-moved-note = Si ce n’était pas vous, prévenez tout de suite les personnes qui administrent le nœud.
