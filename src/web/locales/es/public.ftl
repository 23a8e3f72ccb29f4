## The start page
start-lead = Acciones, recursos y reuniones de los territorios de la alianza.
start-soon = Próximamente
start-agenda = Toda la agenda
start-latest = Lo último
start-all = Ver todo

## Lists
filter-theme = Por tema
filter-kind = Por tipo
filter-all = Todo
empty-agenda = Aún no hay nada en la agenda. Aquí saldrán las acciones con fecha y las reuniones.
empty-latest = Todavía no se ha publicado nada.
empty-kind = Todavía no hay ninguna publicación de este tipo.
empty-tag = Nadie ha usado todavía esta etiqueta.
empty-actor = Aquí no conocemos todavía ninguna publicación suya.
empty-search = No hemos encontrado nada. Prueba con menos palabras o con otra forma de escribirlas.

## Cards
answer-by = responder hasta el { $day }
boosted-by = Difundido por { $name }
cancelled = Cancelado
replies = Respuestas
boosts = Difusiones
likes = Me gusta

## The agenda
agenda-lead = Lo que organizan los territorios que este nodo conoce.
agenda-subscribe = Añadir a mi calendario
agenda-months = Meses
agenda-earlier = Antes
agenda-now = Hoy
agenda-later = Después

## Territories
territories-lead =
    { $n ->
        [one] Este nodo conoce { $n } organización o grupo.
       *[other] Este nodo conoce { $n } organizaciones y grupos.
    }
publications-count =
    { $n ->
        [one] { $n } publicación
       *[other] { $n } publicaciones
    }
followers-count =
    { $n ->
        [one] { $n } seguidor
       *[other] { $n } seguidores
    }
follow-label = Seguir a un territorio de otro nodo
follow-hint = Su nombre, como @valmar@valmar.example, o la dirección de su página.
follow-find = Buscar

## Search
search-label = Buscar acciones, recursos y territorios
search-placeholder = empadronamiento, acogida…
search-about = Buscamos las palabras en todo lo público que este nodo conoce. Los acentos no importan.
search-elsewhere = Buscar en otros nodos

## The page of an actor
follow = Seguir
following-end = Siguiendo · dejar de seguir
follow-asked = Petición enviada · retirarla
edit-profile = Editar el perfil
see-original = Ver el original
mute = Silenciar
block = Bloquear
unblock = Desbloquear
report = Denunciar

## The page of a publication
post-by = Entrada de { $name }
draft-note = Es un borrador: solo lo ve tu organización.
in-reply-to = En respuesta a
edited = editado: ver qué cambió
also-in = También en
translation-human = Traducción.
translation-machine = Traducción automática.
translation-outdated = Traducción de una versión anterior.
minutes-decisions = Decisiones
minutes-commitments = Compromisos
files = Documentos
file = Documento
field-when = Cuándo
field-place = Dónde
field-online = En línea
field-join = Inscripción
field-stage = Estado
field-since = Desde
field-deadline = Fecha límite
field-about = Sobre
hint-about = La acción, campaña o reunión a la que pertenece, si hay alguna.
field-partners = Con quién
field-resource-type = Tipo de recurso
field-licence = Licencia
place-coarse = La dirección exacta no se publica.
places-count =
    { $n ->
        [one] { $n } plaza
       *[other] { $n } plazas
    }
with-partners = Con:
add-to-calendar = Añadir al calendario
going-count =
    { $n ->
        [one] Irá { $n } persona
       *[other] Irán { $n } personas
    }
receipts-title = Hasta dónde ha llegado
receipts-reached =
    { $n ->
        [one] Ha llegado a { $reached } de { $n } nodo.
       *[other] Ha llegado a { $reached } de { $n } nodos.
    }
receipt-waiting = esperando
receipt-refused = no lo ha aceptado
receipt-parked = lleva días sin responder; se enviará cuando vuelva
receipt-expired = no respondió en 30 días
join = Iré
rsvp-asked = Plaza pedida · retirar
rsvp-going = Vas a ir · ya no iré
rsvp-maybe = Quizá · ya no iré
rsvp-refused = Sin plaza · retirar
like = Me gusta
boost = Difundir
edit = Editar
write-minutes = Escribir el acta
withdraw = Retirar
answers = Respuestas
answers-none = Todavía nadie ha respondido.
reply = Responder
reply-as = Responder como { $name }
sign-in-to-answer = Entra para responder
resource-guide = Guía
resource-study = Estudio
resource-document = Documento
resource-dataset = Datos
resource-link = Enlace
resource-template = Plantilla

## Ways in, filters, months, and what is kept
start-doors = ¿Qué buscas?
start-quilt = Cada territorio es un tejido distinto, hecho a partir de su nombre en la red.
filter = Filtrar
filter-territory = Por territorio
filter-apply = Aplicar
filter-clear = Quitar los filtros
agenda-view = Forma
agenda-list = Lista
agenda-month = Mes
agenda-entries =
    { $n ->
        [one] , { $n } cita
       *[other] , { $n } citas
    }
keep = Guardar
empty-saved = Aquí verás lo que guardes para luego. Solo lo ves tú.
empty-first = Publica lo primero
empty-territories = Ver los territorios
empty-peer = Probar con otro nodo
