## Le serveur de courriel
mail-server = Serveur de courriel
mail-server-keep = Enregistrer le serveur
mail-host = Serveur
mail-host-hint = Votre fournisseur de courriel vous l’indique. Vide : aucun courriel n’est envoyé.
mail-security = Connexion
mail-security-tls = TLS dès le début (habituel)
mail-security-starttls = STARTTLS
mail-security-none = Sans chiffrement, seulement à l’intérieur de cette machine
mail-port = Port (facultatif)
mail-port-hint = Vide : le port habituel de la connexion.
mail-username = Utilisateur (facultatif)
mail-password = Mot de passe (facultatif)
mail-password-hint = Il est gardé chiffré avec la clé du nœud et aucune page ne le montre.
mail-password-kept = Un mot de passe est gardé. Vide : il reste, tant que le serveur et l’utilisateur ne changent pas.
mail-from = Expéditeur (facultatif)
mail-from-hint = Par exemple : Valmar <avis@valmar.example>
mail-in-clear = Sans chiffrement, les courriels ne peuvent aller qu’à un serveur de cette même machine. Choisissez TLS ou STARTTLS.
