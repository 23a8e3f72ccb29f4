## Said once after something was done
done-published = Publié. Vous verrez plus bas jusqu’où cela arrive.
done-welcome = Bienvenue. Suivez quelques territoires pour commencer.
done-set-up = Votre compte est prêt : vous administrez ce nœud.
done-reported = Merci. Les personnes qui administrent le nœud le liront.
done-edited = Changements enregistrés et envoyés.
done-draft = Brouillon enregistré. Personne d’autre ne le voit encore.
done-withdrawn = Retiré.
done-saved = Enregistré.
done-revoked = Invitation retirée.
done-password = Mot de passe enregistré. Vous pouvez l’utiliser pour vous connecter.
done-closed = Fermé.
done-leaving = D’accord. Merci d’avoir été là.
done-staying = Tant mieux : rien ne sera effacé.
done-federating = Le nœud parle désormais avec les autres.
done-confirmed = Adresse confirmée.
done-mailed = Envoyé. Regardez s’il est arrivé.
done-begun = C’est parti.
