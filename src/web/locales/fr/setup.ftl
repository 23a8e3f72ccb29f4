## The first minutes of a node
setup-title = Préparer le nœud
setup-step = Étape { $n } sur { $of }
setup-organisation = À qui est ce nœud ?
setup-organisation-lead = Une ville, une association, une université. Vous pourrez en accueillir d’autres plus tard.
setup-name = Nom
setup-name-hint = Comme sur une affiche. On peut le changer plus tard.
setup-username = Nom court
setup-username-hint = Minuscules sans accents, chiffres et tirets. Il ne peut jamais changer.
setup-handle = Les autres la trouveront ainsi :
setup-handle-own = Voici comment on trouve votre organisation de l’extérieur :
setup-place-hint = Écrivez la ville. Si elle n’est pas dans la liste, elle sera gardée telle que vous l’écrivez.
setup-next = Continuer
setup-person = Le premier compte
setup-person-lead = Avec lui vous administrerez le nœud et { $name }.
setup-address = Adresse du nœud :
setup-address-about = Elle fait partie de tout ce que vous publierez et ne pourra jamais changer. Si ce n’est pas la bonne, arrêtez le nœud et corrigez la configuration.
setup-finish = Ouvrir le nœud
admin-begin = Premiers pas
begin-lead = Rien ne presse. Ce qui est fait est coché.
begin-done = fait
begin-codes = Protéger votre compte avec des codes
begin-codes-about = Un mot de passe volé ne suffira pas.
begin-face = Logo et présentation
begin-face-about = Sans logo, on voit un tissage fait pour vous.
begin-checks = Regarder l’état du nœud
begin-checks-about = Nom, horloge, disque, clés et envois, toujours visibles.
begin-people = Inviter quelqu’un d’autre
begin-people-about = Il suffit de copier un lien ; pas besoin de courriel.
begin-publish = Publier une première chose
begin-publish-about = Trois textes pour commencer, à changer à volonté :
rehearsal-title = Répétition
rehearsal-banner = Répétition : rien ne sort encore de ce nœud.
rehearsal-more = Qu’est-ce que c’est
rehearsal-about = Le nœud n’envoie rien, ne va rien chercher et ne répond pas aux autres serveurs. Ce que vous publiez maintenant restera ici, mais ne sera envoyé à personne ensuite.
rehearsal-sure = L’adresse est la bonne et je sais qu’elle ne pourra pas changer.
rehearsal-leave = Finir la répétition et parler avec les autres
rehearsal-over = Ce nœud parle avec les autres.
audit-rehearsal-left = a fini la répétition
setup-language = Dans quelle langue continuons-nous ?
setup-language-lead = Ce sera aussi la langue du nœud pour les personnes qui n’en demandent pas d’autre. On peut la changer ensuite.
setup-leave = Vous pouvez partir quand vous voulez et revenir par le même lien : ce que vous avez indiqué est gardé.
setup-back = Retour
setup-sort = Ce que c’est
setup-place = Où se trouve { $name } ?
setup-place-lead = La ville suffit. Elle figurera sur sa page et sur la carte de l’alliance.
setup-unlisted = Le laisser ainsi, sans carte
setup-look = Logo et couleur
setup-look-lead = Les deux peuvent attendre. Sans logo, on voit un tissage fait pour vous.
setup-logo-kept = Il y en a déjà un ; un autre le remplace.
setup-person-about = Vous pourrez ajouter des codes à usage unique à l’étape suivante.
setup-all = Toutes les étapes
setup-skip = Pas maintenant
setup-end = Terminer
sort-line = Type
sort-city = Ville ou commune
sort-association = Association
sort-university = Université
sort-network = Réseau ou fédération
sort-other = Autre chose
begin-address = L’adresse, pour toujours
begin-address-about = Regardez-la bien avant que quoi que ce soit ne sorte du nœud.
begin-mail = Le courriel
begin-mail-about = Il sert aux invitations, aux mots de passe oubliés et aux notifications. Sans lui, les liens se copient à la main et tout le reste marche.
begin-backup = Sauvegardes
begin-backup-about = Une copie chiffrée par jour, avec tout ce qu’est le nœud. Sans copie ni clés, un nœud perdu ne se récupère pas. Nous proposons un dossier ; mieux vaut un autre disque.
begin-publish-rehearsal = Pendant la répétition, ce que vous publiez reste ici.
rehearsal-stay = Continuer à répéter
passphrase-made = Cette phrase ouvre les sauvegardes
passphrase-about = Notez-la sur papier et gardez-la loin de la machine. Sans elle personne ne pourra les ouvrir, pas même vous. Elle ne sera plus montrée.
passphrase-label = Phrase des sauvegardes
passphrase-written = Je l’ai notée
template-practice-title = Point d’accueil du quartier
template-practice-summary = Un lieu où qui arrive trouve quelqu’un qui écoute et sait où aller.
template-practice-body =
    Nous ouvrons deux soirs par semaine à la maison de quartier. Sans rendez-vous ni papiers : on entre, on prend un thé, on demande.

    ## Ce que nous faisons

    - Nous accompagnons la domiciliation et la demande de couverture santé.
    - Nous inscrivons aux cours de langue et présentons les groupes du quartier.
    - Nous traduisons les lettres de l’administration et expliquons quel délai court.

    ## Qui participe

    Dix bénévoles, dont la moitié sont arrivés il y a moins de cinq ans, et une travailleuse sociale de la ville.

    ## Pour lancer cela ailleurs

    Un local dont on a la clé, une liste de gens à appeler, et un cahier qui ne note aucun nom.
template-meeting-title = Réunion de coordination
template-meeting-summary = Pour décider ce que nous ferons ensemble ce trimestre. Ouverte à qui veut aider.
template-meeting-body =
    ## Ordre du jour

    1. Où nous en sommes : ce qui a marché, ce qui pèse.
    2. Propositions pour le trimestre.
    3. Qui s’occupe de quoi, et jusqu’à quand.
    4. Date de la prochaine.

    Interprétation chuchotée et coin pour les enfants. Le compte rendu est publié ici sous une semaine.
template-guide-title = Les dix premiers jours : guide pour qui vient d’arriver
template-guide-summary = Quelles démarches comptent, dans quel ordre, et qui accompagne à chacune.
template-guide-body =
    Une feuille à imprimer et à plier, en français facile.

    1. **Un toit.** Qui appeler aujourd’hui même.
    2. **La santé.** Les urgences soignent toujours ; comment demander une couverture.
    3. **La domiciliation.** Quoi apporter, et que faire si on vous dit non.
    4. **L’école.** Les enfants ont une place dès le premier jour.
    5. **La langue.** Les horaires des cours gratuits.
    6. **Les droits.** Où trouver un conseil juridique sans payer.

    Mettez les téléphones et les adresses de votre ville avant de la publier.
