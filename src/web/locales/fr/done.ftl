## Said once after something was done
done-published = Publié. Vous verrez plus bas jusqu'où cela arrive.
done-welcome = Bienvenue. Suivez quelques territoires pour commencer.
done-reported = Merci. Les personnes qui administrent le nœud le liront.
done-edited = Changements enregistrés et envoyés.
done-draft = Brouillon enregistré. Personne d'autre ne le voit encore.
done-withdrawn = Retiré.
done-saved = Enregistré.
