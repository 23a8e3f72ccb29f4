## Said once after something was done
done-published = Publié. Vous verrez plus bas jusqu'où cela arrive.
done-welcome = Bienvenue. Suivez quelques territoires pour commencer.
done-reported = Merci. Les personnes qui administrent le nœud le liront.
