## What the client API says when it says no
api-not-found = Cela n’existe pas, ou n’est pas accessible pour vous.
api-signed-out = L’accès de l’application n’est pas valide : reconnectez-vous.
api-forbidden = Vous n’avez pas le droit de faire cela.
api-outside-scopes = L’application n’a pas cette autorisation.
api-needs-person = Seule une personne connectée peut faire cela.
api-missing = Il manque { $name }.
api-wrong = { $name } n’est pas valide.
api-unreadable = Le corps de la requête est illisible.
api-type = Envoyez du JSON, un formulaire ou multipart/form-data.
api-too-many-values = La requête a trop de paramètres.
api-too-large = La requête est trop grande.
api-peer = L’autre nœud n’a pas répondu.
api-busy = Le nœud est occupé ; réessayez dans un instant.
api-fault = Une erreur est survenue sur ce nœud.
api-underway = La même publication est déjà en cours d’envoi.
api-invalid-request = Un paramètre OAuth manque ou n’est pas valide.
api-invalid-client = L’application n’a pas pu s’identifier.
api-invalid-grant = Le code ne vaut pas : il a expiré, a déjà servi ou vient d’une autre application.
api-invalid-scope = L’application demande une autorisation qui n’existe pas ou qu’elle n’a pas déclarée.
api-response-type = Seul response_type=code est accepté.
api-grant-type = Seuls authorization_code et client_credentials sont acceptés. On ne donne pas son mot de passe à une application.
api-method = Cette adresse n’accepte pas cette méthode.
