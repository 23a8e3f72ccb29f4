## Kinds of publication
kind-post = Entrada
kind-action = Acción
kind-resource = Recurso
kind-meeting = Reunión
kind-minutes = Acta
kind-call = Llamada
kind-campaign = Campaña
kind-communique = Comunicado
kind-event = Evento
kind-article = Artículo
kinds-post = Entradas
kinds-action = Acciones
kinds-resource = Recursos
kinds-meeting = Reuniones
kinds-minutes = Actas
kinds-call = Llamadas
kinds-campaign = Campañas
kinds-communique = Comunicados
kinds-event = Eventos
kinds-article = Artículos

## What each kind is for, said to whoever is about to write one
about-action = Una práctica, un proyecto o un acto de tu territorio.
about-resource = Una guía, un estudio o un documento que sirve a otros.
about-meeting = Un orden del día, con hora y lugar.
about-minutes = Lo que se dijo, lo que se decidió y quién hará qué.
about-call = Un mensaje corto y urgente: pide algo, con fecha límite.
about-campaign = Un paraguas para muchas acciones, también de otras organizaciones: una semana, un año.
about-post = Unas líneas, como en cualquier red.

## Who can read
visibility-public = Todo el mundo
visibility-quiet = Quien tenga el enlace
visibility-followers = Quien te sigue
visibility-alliance = La alianza
visibility-group = El grupo
visibility-organisation = Tu organización
visibility-local = Este nodo
visibility-named = Las personas nombradas
audience-public = Sale en las listas y llega a quien te sigue en cualquier servidor. Las copias en otros servidores pueden sobrevivir si la borras.
audience-quiet = Llega a quien te sigue y se puede abrir con el enlace, pero no sale en las listas.
audience-followers = Llega solo a quien te sigue. Los administradores de esos servidores podrían leerla.
audience-alliance = Llega a las organizaciones de tus alianzas y se queda entre ellas. Quienes administran sus nodos podrían leerla.
audience-group = Llega a quienes forman parte del grupo y a quien lo sigue.
audience-organisation = La leen las personas de tu organización en este nodo. No sale de aquí.
audience-local = La lee quien tiene cuenta en este nodo. No sale de aquí.
audience-named = Llega solo a las personas y organizaciones que nombras con @ en el texto.

## How far an action is
stage-planned = En preparación
stage-ongoing = En marcha
stage-finished = Terminada

## How exactly a place is told
precision-exact = La dirección exacta
precision-district = Solo el barrio
precision-city = Solo la localidad
precision-hidden = Nada

## How people join
join-free = Cualquiera puede apuntarse
join-restricted = Hay que pedir plaza
join-external = La inscripción está en otra página
join-none = Sin inscripción

## Roles
role-administrator = Administra
role-coordinator = Coordina
role-editor = Edita
role-signatory = Firma
role-member = Miembro
role-about-administrator = Gestiona las personas y el perfil, y todo lo demás.
role-about-coordinator = Publica, sigue, difunde y responde en nombre de la organización.
role-about-editor = Escribe y publica en nombre de la organización.
role-about-signatory = Firma comunicados en nombre de la organización.
role-about-member = Lee lo que es solo para la organización.

## Themes
theme-welcome = Acogida
theme-registration = Empadronamiento
theme-citizenship = Ciudadanía
theme-housing = Vivienda
theme-health = Salud
theme-education = Educación
theme-language = Lengua
theme-work = Trabajo
theme-rights = Derechos
theme-regularisation = Regularización
theme-borders = Fronteras
theme-rural = Mundo rural
theme-culture = Cultura
theme-participation = Participación
theme-gender = Género
theme-youth = Juventud
theme-advocacy = Incidencia
theme-research = Investigación

## What actors are
actor-organisation = Territorio
actor-person = Persona
actor-group = Grupo
actor-application = Nodo
actor-service = Servicio
moved-to = Esta cuenta se ha mudado. Ahora es:

## Counts
