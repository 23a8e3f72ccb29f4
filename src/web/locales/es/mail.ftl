## Letters
mail-invitation-subject = Te invitan a { $node }
mail-invitation-text = Te han invitado a abrir una cuenta en { $node }.
mail-invitation-role = Te han invitado a { $name } ({ $role }).
mail-invitation-button = Abrir la cuenta
mail-invitation-note = El enlace vale catorce días y una sola vez. Si no conoces a quien te invita, no hagas nada.
mail-confirm-subject = Confirma tu correo en { $node }
mail-confirm-text = La cuenta { $name } de { $node } dice que este correo es suyo. ¿Es así?
mail-confirm-button = Sí, es el mío
mail-reset-subject = Una contraseña nueva para { $node }
mail-reset-text = Alguien, quizá tú, pidió una contraseña nueva para la cuenta { $name } de { $node }. El enlace vale una hora.
mail-unasked = Si no sabes de qué se trata, no hagas nada: no pasará nada.
mail-adhesion-subject = Tu adhesión en { $node }
mail-adhesion-text = En { $node } alguien ha escrito este correo para adherirse al comunicado «{ $title }», o para dejar de hacerlo. ¿Has sido tú?
mail-adhesion-button = Sí, ver el comunicado
mail-adhesion-note = Nada cuenta hasta que abras el enlace y lo confirmes. Si no has sido tú, no hagas nada: este correo no se guarda.
mail-welcome-subject = Ya tienes cuenta en { $node }
mail-welcome-text = Quien cuida de { $node } ha aceptado tu cuenta, { $name }. Entra con la contraseña que elegiste.
mail-declined-subject = Tu petición de cuenta en { $node }
mail-declined-text = Quien cuida de { $node } no abre ahora la cuenta que pediste. Lo que escribiste en la petición ya se ha borrado. Para leer no hace falta cuenta.
mail-notices-subject =
    { $n ->
        [one] Un aviso de { $node }
       *[other] { $n } avisos de { $node }
    }
mail-notices-note = Lo recibes porque así lo elegiste. Se cambia en { $href }
mail-digest-subject = Lo nuevo de los territorios que sigues, desde { $node }
mail-digest-note = Es el resumen que pediste. Se cambia en { $href }
mail-unsubscribe = No recibir más correos como este
mail-test-subject = Prueba de correo de { $node }
mail-test-text = Si lees esto, el nodo puede enviar correo.
mail-test-button = Ir al nodo

## Mail, seen from the administration
admin-mail = Correo
mail-through = El correo sale por { $host }.
mail-none = Este nodo no envía correo. No hace falta: las invitaciones y las contraseñas nuevas van por enlaces que se copian. Para activarlo, di qué servidor recoge sus cartas.
mail-try = Probar
mail-to = Enviar a
mail-send = Enviar una prueba
mail-not-taken = El servidor de correo no lo ha aceptado. Esto ha dicho:
mail-letters = Las cartas
mail-letters-about = Así las ve quien las recibe, sin imágenes ni rastreadores.
mail-as-text = Como texto
mail-kind-invitation = Invitación
mail-kind-welcome = Cuenta aceptada
mail-kind-declined = Cuenta no aceptada
mail-kind-confirm = Confirmación del correo
mail-kind-adhesion = Adhesión a un comunicado
mail-kind-reset = Contraseña nueva
mail-kind-notices = Avisos
mail-kind-digest = Resumen
mail-kind-test = Prueba
invitation-email = Enviar también por correo (opcional)
invitation-email-hint = La dirección se usa una vez y no se guarda.
forgot-title = He olvidado la contraseña
forgot-lead = Te enviaremos un enlace si tu cuenta tiene un correo confirmado.
forgot-send = Enviar el enlace
forgot-sent = Si la cuenta existe y tiene un correo confirmado, el enlace va de camino. Vale una hora.
forgot-else = Si no llega nada, pide un enlace a quien administra el nodo.
unsubscribe-title = Dejar de recibir correos
unsubscribe-lead = Un clic y no llegarán más de este tipo.
unsubscribe-done = Hecho. No recibirás más.
mail-kind-moved = Aviso al correo anterior
mail-moved-subject = Tu correo en { $node } ha cambiado
mail-moved-text = La cuenta { $name } de { $node } ya no usa este correo.
mail-moved-button = Ver la seguridad de la cuenta
mail-moved-note = Si no has sido tú, habla enseguida con quien administra el nodo.
