# The working groups that a node hosts.
admin-groups = Groupes de travail
groups-lead = Un groupe de travail est un compte qui transmet à tous ses membres ce que l’un d’eux lui envoie. Les membres peuvent être sur n’importe quel nœud et utiliser d’autres logiciels.
groups-none = Aucun groupe n’est encore hébergé ici.
group-is-closed = Fermé
group-new = Un nouveau groupe
group-name = Nom
group-name-hint = Tel qu’il s’affiche : Groupe de travail domiciliation
group-username = Nom dans son adresse
group-username-hint = Minuscules, chiffres et _. Il ne peut jamais changer.
group-closed = Fermé
group-closed-hint = Les membres sont admis un par un, et eux seuls sont entendus.
group-make = Créer le groupe
group-end = Mettre fin au groupe
group-end-about = Les serveurs de ses membres en sont avertis et son adresse reste prise pour toujours. Ce qui y a été dit reste là où cela a été dit. C’est irréversible.
group-end-repeat = Saisissez à nouveau son adresse
done-group-made = Le groupe existe.
done-group-ended = Le groupe n’existe plus.
