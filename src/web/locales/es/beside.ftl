## Polls, quotes, reactions
poll = Encuesta
vote = Votar
poll-mine = mi voto
votes-count =
    { $n ->
        [one] { $n } voto
       *[other] { $n } votos
    }
voters-count =
    { $n ->
        [one] { $n } persona ha votado
       *[other] { $n } personas han votado
    }
poll-closed = cerrada
poll-until = hasta el { $day } (UTC)
quoted = Cita
quote-gone = Lo que se citaba aquí ya no está o no es para ti.
quote-pending = Su autor todavía no ha dicho si se puede citar.
quote-rejected = Su autor no quiere que se cite.
quote-revoked = Su autor ya no quiere que se cite.
reactions = Reacciones
pinned = Destacado
pin = Destacar en la página
quote = Citar
compose-quotes = Se citará la publicación que has elegido, si su autor lo permite.
field-poll = Opciones
hint-poll = Una por línea, entre dos y diez. Nadie verá quién ha elegido qué.
field-poll-multiple = Se puede elegir más de una
field-poll-ends = Abierta hasta el final del día
notice-poll = ha terminado la encuesta en que votaste
notice-quote = ha citado una publicación tuya

## What is refused
poll-over = Esta encuesta ya se ha cerrado.
poll-choices = Una encuesta tiene entre dos y { $max } opciones.
choice-invalid = Cada opción debe ser distinta y tener como mucho { $max } letras.
poll-span = Una encuesta está abierta entre cinco minutos y un año.
vote-invalid = Elige una de las opciones.
voted-already = Ya has votado.
quote-refused = Su autor no permite que se cite.
move-unanswered = La otra dirección tiene que nombrar esta como suya antes de mudarse allí.
moved-lately = Ya se mudó hace menos de siete días: los demás servidores no seguirían otra mudanza.
