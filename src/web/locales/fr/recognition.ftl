# Reconnaissance des cartes, coorganisation et adoption.
services-missing = Choisissez au moins un service.
recognitions-title = Cartes reconnues
recognitions-lead = Quelle ville reconnaît les cartes de quelle autre, pour quoi et jusqu’à quand. Personne ne note qui a une carte.
recognitions-none = Aucune ville ne reconnaît encore les cartes d’une autre.
recognitions-of = Cartes de
recognitions-all = toutes les villes
recognitions-caption = En lignes, la ville qui reconnaît ; en colonnes, les services.
recognition-city = Ville
recognition-cards = Cartes de
recognition-when = Quand
recognition-sides = Accord
recognition-yes = Oui
recognition-no = Non
recognition-both = Des deux côtés
recognition-one = L’autre côté n’a pas répondu
recognition-from = Dès le { $day }
recognition-until = jusqu’au { $day }
recognition-terms = Reconnaissance
recognise-title = Reconnaître les cartes d’une autre ville
recognise-lead = Votre organisation le promet tout de suite et demande la même chose à l’autre. L’accord est public, avec le sceau de chacune.
recognise-with = Avec quelle ville
recognise-services = Pour quels services
recognise-from = À partir du
recognise-from-hint = Vide : dès aujourd’hui.
recognise-until = Jusqu’au
recognise-until-hint = Vide : jusqu’à ce qu’un côté le retire.
recognise-send = Le promettre et demander la même chose
service-registration = Domiciliation
service-health = Santé
service-education = École
service-language = Cours de langue
service-library = Bibliothèques
service-transport = Transports
service-sport = Sport
service-culture = Culture
service-social = Services sociaux
service-housing = Logement
done-recognised = C’est promis. L’autre ville a reçu la demande.
done-adopted = Adopté : le sceau est donné. Ce brouillon est à vous : mettez-y votre lieu, vos dates et vos mots, puis publiez-le.
ask-kind = Ce qui est demandé
ask-kind-endorsement = Signer le texte
ask-kind-endorsement-hint = Tel qu’il est maintenant, dans toutes ses langues. Si une lettre change ensuite, il faut redemander.
ask-kind-coorganiser = L’organiser ensemble
ask-kind-coorganiser-hint = Elles apparaissent comme organisatrices et le montrent à qui les suit. Seule celle qui l’a publié change l’heure et le lieu.
ask-kind-adoption = L’adopter sur leur territoire
ask-kind-adoption-hint = Chacune fait sa propre version, avec son lieu et ses dates, liée à celle-ci.
consents-coorganiser = Organisé avec
consents-adoption = Adopté par
consents-ask = Proposer à d’autres de se joindre
adhesions-lead = Les noms ne quittent pas le nœud de chaque personne : on compte seulement combien elles sont par territoire.
adhere = Ajouter mon nom
unadhere = Retirer mon nom
adhere-sign-in = Connectez-vous pour ajouter votre nom
adhere-confirm = Confirmez votre adresse électronique pour adhérer
done-adhered = Votre nom est ajouté.
done-unadhered = Votre nom est retiré.
adopt = Adopter sur mon territoire
adhesions-title =
    { $n ->
        [0] Personne n’a encore ajouté son nom
        [one] { $n } personne ajoute son nom
       *[other] { $n } personnes ajoutent leur nom
    }
