## Forms
form-problems = Falta algo
cancel = Cancelar

## Signing in and up
field-login = Nombre de usuario o correo
field-password = Contraseña
sign-in-about = Las cuentas se abren con una invitación. Para leer y buscar no hace falta ninguna.
sign-up-title = Abrir una cuenta
sign-up = Abrir la cuenta
sign-up-lead = Te han invitado a este nodo.
sign-up-asked = Aquí alguien lee cada petición antes de abrir la cuenta. Di en pocas palabras quién eres o de parte de quién vienes; un seudónimo vale.
sign-up-ask = Pedir la cuenta
sign-up-waits = Tu petición está guardada. Falta que la lea quien cuida de este nodo.
sign-up-waits-more = Si has dado un correo, te escribiremos. Si no, prueba a entrar dentro de unos días con tu nombre y tu contraseña. Para leer no hace falta cuenta.
field-reason = Por qué quieres una cuenta
hint-reason = Unas líneas bastan. No escribas nada que te ponga en peligro: se borra en cuanto alguien decide.
arriving-title = ¿Qué quieres leer?
arriving-lead = Elige unos territorios y tu inicio se llena con lo que publican. Podrás cambiarlo cuando quieras.
arriving-territories = Territorios
arriving-go = Empezar a leer
arriving-later = Ahora no
done-arrived = Listo: esto es tu inicio.
sign-up-with-role = Te han invitado a { $name } ({ $role }).
sign-up-privacy = No pedimos tu nombre real, ni teléfono, ni fecha de nacimiento.
field-username = Nombre de usuario
hint-username = No se puede cambiar después. Un seudónimo está bien.
field-name = Nombre que se muestra
hint-name = Como quieras que te llamen.
field-email = Correo (opcional)
hint-email = Solo para entrar con él y recuperar la contraseña. Nadie lo ve.
hint-password = Al menos 10 caracteres. Tres o cuatro palabras seguidas funcionan bien.
field-your-language = Idioma de las páginas

## Home
home-of = Muro de { $name }
home-suggested = Territorios para empezar
empty-home = Aquí saldrá lo que publiquen los territorios que sigas.

## Following
follow-title = Seguir territorios
follow-requests = Quieren seguirte
follow-following = A quién sigues
accept = Aceptar
reject = Rechazar
unfollow = Dejar de seguir
empty-following = Todavía no sigues a nadie.

## Notifications
notice-mention = te ha nombrado
notice-reblog = ha difundido tu publicación
notice-favourite = indica que le gusta
notice-follow = te sigue
notice-follow_request = quiere seguirte
notice-update = ha editado algo que difundiste o respondiste
notice-call = hace una llamada
notice-rsvp = quiere venir
notice-report = ha enviado una denuncia
notice-account_request = tiene peticiones de cuenta sin leer
notice-new = nuevo
notice-go-follow_request = Responder a la petición
empty-notifications = Nada nuevo. Aquí sabrás quién te nombra, te responde o te sigue.

## Reports
report-title = Denunciar a { $name }
report-lead = Lo leerán las personas que administran este nodo. La persona denunciada no sabrá quién eres.
report-why = Por qué
report-spam = Es publicidad o correo basura
report-legal = Podría ser ilegal
report-violation = Incumple las normas de este nodo
report-other = Otra cosa
report-comment = Qué ha pasado (opcional)
hint-report-comment = No escribas datos de otras personas.
report-forward = Avisar también a su servidor
hint-report-forward = Va en nombre de este nodo, no en el tuyo.
report-send = Enviar la denuncia
