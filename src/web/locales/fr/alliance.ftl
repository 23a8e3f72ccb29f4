# Alliances et sceaux : ce qui est refusé.
founders-too-few = Une alliance est fondée par au moins deux organisations différentes.
rule-invalid = La règle est impossible à suivre : il faut au moins un parrainage, et pas plus qu’il n’y a de fondatrices ; la majorité va de 51 à 100.
slug-invalid = De 2 à 40 lettres minuscules, chiffres ou traits d’union.
slug-taken = Ce nœud connaît déjà une alliance de ce nom.
alliance-unknown = Aucune alliance à cette adresse. Demandez à un membre l’adresse de sa page.
not-a-member = Votre organisation n’est pas membre de « { $alliance } ».
stamp-own = Personne ne peut se parrainer ni s’exclure soi-même.
stamp-unknown = Votre organisation n’a pas donné ce sceau.
request-settled = C’est déjà réglé.
second-person = Deux personnes signent : l’une prépare la signature, l’autre, habilitée à signer, la confirme.
deadline-past = Le délai est passé.
text-changed = Le texte a changé depuis la demande. Il faut la renouveler.

## Alliances and stamps: pages
alliances-title = Alliances
alliances-lead = Des organisations qui se parrainent entre elles, sans centre : chaque nœud vérifie les sceaux lui-même.
alliances-none = Ce nœud ne connaît encore aucune alliance.
alliance-kind = Alliance
alliance-on = Telle qu’elle était à la fin du { $day }.
alliance-today = Voir aujourd’hui
alliance-charter = La charte
alliance-rule = Comment on entre et on sort
alliance-digest = Empreinte exacte du texte :
alliance-roster = Membres
alliance-day = Voir un autre jour
alliance-show = Voir
alliance-since = Membre depuis le { $day }
alliance-founder = Fondatrice
alliance-sponsored = Parrainée par
alliance-stamps = Sceaux qui le prouvent
alliance-data = La liste en données ouvertes
alliance-evidence = Preuves contraires
alliance-evidence-lead = Des signatures d’une même organisation qui se contredisent. Ce qui suit ne compte pas.
alliance-latest = Les dernières publications des membres
alliance-nothing = Rien pour l’instant.
alliance-verified = Membre vérifié de { $name }
stamp-title = Sceau
stamp-says-accession = { $giver } s’engage à respecter la charte et veut être membre.
stamp-says-membership = { $giver } parraine { $target } comme membre.
stamp-says-endorsement = { $giver } signe « { $target } ».
stamp-says-coorganiser = { $giver } coorganise « { $target } ».
stamp-says-adoption = { $giver } adopte « { $target } » sur son territoire.
stamp-says-recognition = { $giver } reconnaît les cartes de { $target }.
stamp-is-valid = Il est valable.
stamp-why-valid = Il est signé par la clé de l’organisation qui le donne, sa chaîne est complète et personne ne l’a retiré.
stamp-is-not-yet = Il n’est pas encore valable.
stamp-why-not-yet = Il commence plus tard.
stamp-is-expired = Il n’est plus valable.
stamp-why-expired = Son délai est passé.
stamp-is-revoked = Il n’est plus valable.
stamp-why-revoked = L’organisation qui l’a donné l’a retiré.
stamp-is-void = Il ne compte pas.
stamp-why-void = Sa clé était en d’autres mains quand il a été fait.
stamp-is-doubtful = Il ne compte pas.
stamp-why-doubtful = Les sceaux de l’organisation qui l’a donné se contredisent.
stamp-of-this-text = Il vaut, et signe le texte de ce fichier.
stamp-of-other-text = Il ne compte pas ici : il signe un autre texte que celui de ce fichier.
stamps-hold = Sceaux qui valent : { $n } sur { $total }.
stamp-renew = Renouveler le sceau
stamp-renew-about = Il est donné une nouvelle fois aux mêmes conditions avec une autre fin. L’actuel reste dans la chaîne.
stamp-renew-until = Il vaut jusqu’à la fin du
done-renewed = Le sceau est renouvelé : voici le nouveau.
stamp-who = Qui
stamp-what = À propos de
stamp-when = Quand
stamp-until = Jusqu’au
stamp-reservation = Réserve
stamp-number = Numéro dans sa chaîne
stamp-key = Clé
stamp-evidence = Télécharger la preuve
stamp-verify = Tout le monde peut le vérifier hors ligne :
stamp-kind-membership = Adhésion
stamp-kind-endorsement = Signature
stamp-kind-coorganiser = Coorganisation
stamp-kind-adoption = Adoption
stamp-kind-recognition = Reconnaissance
request-asked = Sans réponse
request-prepared = Préparé : il manque la seconde personne
request-granted = Accordé
request-refused = Refusé
stamps-title = Sceaux demandés
stamps-lead = Ce que d’autres organisations demandent à { $name }.
stamps-none = Personne ne demande rien pour l’instant.
stamps-asks = { $name } le demande.
stamps-prepare = Préparer la signature
stamps-first-prepared = Une personne qui publie pour votre organisation la prépare d’abord ; vous la confirmez ensuite.
stamps-prepared-by = Préparée par { $who }. Une autre personne la confirme : { $others }.
stamps-alone = Deux personnes signent, et personne d’autre que vous ne peut le faire pour votre organisation. Les personnes qui l’administrent peuvent nommer une autre personne signataire.
stamps-grant = Accorder
stamps-refuse = Refuser
stamps-check = Vérifier le sceau à cette adresse
suspicions-title = Ce qui n’a pas compté
suspicion-unreadable = Il ne peut pas être lu comme un sceau.
suspicion-unsigned = Rien ne prouve qu’il vient de l’organisation censée le donner.
suspicion-foreign-key = Il est signé par la clé d’une autre organisation.
suspicion-unknown-key = L’organisation qui le donne ne publie pas cette clé.
suspicion-expired-key = La clé n’était plus en usage quand il a été fait.
suspicion-altered = Il dit autre chose que ce qui a été signé.
suspicion-future = Il porte une date future.
suspicion-fork = Deux histoires différentes ont été racontées sous un même numéro.
suspicion-backdated = Il porte une date antérieure à celle du sceau qu’il suit.
suspicion-broken = Il ne suit pas le sceau précédent de sa chaîne.
suspicion-void = Sa clé était déjà compromise.
suspicion-not-a-member = L’organisation qui parraine n’était pas membre à ce moment-là.
suspicion-other-text = Il ne porte pas sur une charte de l’alliance.
done-prepared = Préparé. Une autre personne habilitée le confirme maintenant.
done-granted = Accordé : le sceau est fait et envoyé.
done-refused = Refusé. L’organisation qui demandait le sait.
alliance-rule-quorum = Pour exclure un membre ou changer la charte, il faut { $n } % des voix.
alliance-members =
    { $n ->
        [one] { $n } membre
       *[other] { $n } membres
    }
alliance-rule-members =
    { $n ->
        [one] Pour entrer, il faut signer la charte et avoir le parrainage d’un membre.
       *[other] Pour entrer, il faut signer la charte et avoir le parrainage de { $n } membres.
    }
alliance-rule-founders =
    { $n ->
        [one] Pour entrer, il faut signer la charte et avoir le parrainage d’une fondatrice.
       *[other] Pour entrer, il faut signer la charte et avoir le parrainage de { $n } fondatrices.
    }
signatures-title =
    { $n ->
        [0] Aucune organisation ne signe
        [one] Une organisation signe
       *[other] { $n } organisations signent
    }
signature-current = Signe
signature-earlier = A signé un texte antérieur
signature-withdrawn = A retiré sa signature
signature-void = Sa signature ne compte pas
signatures-file = Télécharger le texte et les signatures, à vérifier hors ligne
