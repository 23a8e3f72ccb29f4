## The first minutes of a node
setup-title = Preparar el nodo
setup-step = Paso { $n } de { $of }
setup-organisation = ¿De quién es este nodo?
setup-organisation-lead = Una ciudad, una asociación, una universidad. Más adelante podrás acoger a otras.
setup-name = Nombre
setup-name-hint = Como se lee en un cartel. Se puede cambiar después.
setup-username = Nombre corto
setup-username-hint = Letras minúsculas sin acentos, cifras y guiones. No se puede cambiar nunca.
setup-handle = Así se la encontrará desde fuera:
setup-handle-own = Así se encuentra a tu organización desde fuera:
setup-place-hint = Escribe la ciudad. Si no sale en la lista, vale como la escribas.
setup-next = Seguir
setup-person = La primera cuenta
setup-person-lead = Con ella administrarás el nodo y { $name }.
setup-address = Dirección del nodo:
setup-address-about = Forma parte de todo lo que publiques y no podrá cambiar nunca. Si no es la definitiva, para el nodo y corrígela en la configuración antes de seguir.
setup-finish = Abrir el nodo
admin-begin = Primeros pasos
begin-lead = Nada de esto corre prisa. Lo hecho queda marcado.
begin-done = hecho
begin-codes = Proteger tu cuenta con códigos
begin-codes-about = Una contraseña robada no bastará para entrar.
begin-face = Logotipo y presentación
begin-face-about = Sin logotipo se muestra un tejido hecho para vosotros.
begin-checks = Mirar la salud del nodo
begin-checks-about = Nombre, reloj, disco, claves y envíos, siempre a la vista.
begin-people = Invitar a alguien más
begin-people-about = Basta con copiar un enlace; no hace falta correo.
begin-publish = Publicar lo primero
begin-publish-about = Tres textos para empezar, que puedes cambiar del todo:
rehearsal-title = Ensayo
rehearsal-banner = Ensayo: nada sale de este nodo todavía.
rehearsal-more = Qué es esto
rehearsal-about = El nodo no envía nada, no trae nada y no contesta a otros servidores. Lo que publiques ahora estará aquí cuando termine, pero no se enviará a nadie después.
rehearsal-sure = La dirección es la definitiva y sé que no podrá cambiar.
rehearsal-leave = Terminar el ensayo y federar
rehearsal-over = Este nodo habla con los demás.
audit-rehearsal-left = terminó el ensayo
setup-language = ¿En qué idioma seguimos?
setup-language-lead = Será también el idioma del nodo para quien no pida otro. Se puede cambiar después.
setup-leave = Puedes dejarlo cuando quieras y volver con el mismo enlace: lo dicho se guarda.
setup-back = Atrás
setup-sort = Qué es
setup-place = ¿Dónde está { $name }?
setup-place-lead = Con la ciudad basta. Aparecerá en su página y en el mapa de la alianza.
setup-unlisted = Dejarlo así, sin mapa
setup-look = Logotipo y color
setup-look-lead = Los dos se pueden dejar para otro día. Sin logotipo se muestra un tejido hecho para vosotros.
setup-logo-kept = Ya hay uno elegido; otro lo sustituye.
setup-person-about = Podrás añadir códigos de un solo uso en el paso siguiente.
setup-all = Todos los pasos
setup-skip = Ahora no
setup-end = Terminar
sort-line = Tipo
sort-city = Ciudad o municipio
sort-association = Asociación
sort-university = Universidad
sort-network = Red o federación
sort-other = Otra cosa
begin-address = La dirección, para siempre
begin-address-about = Mírala bien antes de que nada salga del nodo.
begin-mail = El correo
begin-mail-about = Sirve para invitaciones, contraseñas olvidadas y avisos. Sin él los enlaces se copian a mano y todo lo demás funciona.
begin-backup = Copias de seguridad
begin-backup-about = Una copia cifrada al día con todo lo que es el nodo. Sin copia ni claves, un nodo perdido no se recupera. Te proponemos una carpeta; mejor si está en otro disco.
begin-publish-rehearsal = Mientras ensayas, lo que publiques se queda aquí.
rehearsal-stay = Seguir ensayando
passphrase-made = Esta frase abre las copias
passphrase-about = Escríbela en papel y guárdala lejos de la máquina. Sin ella nadie podrá abrirlas, tampoco vosotros. No se vuelve a mostrar.
passphrase-label = Frase de las copias
passphrase-written = La he apuntado
template-practice-title = Punto de acogida del barrio
template-practice-summary = Un lugar donde quien llega encuentra a alguien que escucha y sabe adónde ir.
template-practice-body =
    Abrimos dos tardes por semana en el centro cívico. No hace falta cita ni papeles: se entra, se toma un té y se pregunta.

    ## Qué hacemos

    - Acompañamos el primer empadronamiento y la tarjeta sanitaria.
    - Apuntamos a clases de lengua y presentamos a los grupos del barrio.
    - Traducimos cartas de la administración y explicamos qué plazo corre.

    ## Quién participa

    Un equipo de diez personas voluntarias, la mitad llegadas hace menos de cinco años, y una trabajadora social del ayuntamiento.

    ## Para empezar algo parecido

    Un local con llave propia, una lista de a quién llamar, y un cuaderno que no apunta nombres.
template-meeting-title = Reunión de coordinación
template-meeting-summary = Para decidir lo que haremos juntos este trimestre. Abierta a quien quiera ayudar.
template-meeting-body =
    ## Orden del día

    1. Cómo estamos: lo que salió bien y lo que pesa.
    2. Propuestas para el trimestre.
    3. Quién se encarga de qué, y hasta cuándo.
    4. Fecha de la próxima.

    Habrá traducción susurrada y un rincón para criaturas. El acta se publica aquí en una semana.
template-guide-title = Los diez primeros días: guía para quien acaba de llegar
template-guide-summary = Qué trámites importan, en qué orden, y quién acompaña en cada uno.
template-guide-body =
    Una hoja para imprimir y doblar, en lectura fácil.

    1. **Un techo.** A quién llamar hoy mismo.
    2. **Salud.** Urgencias atiende siempre; cómo pedir la tarjeta.
    3. **Empadronarse.** Qué llevar, y qué hacer si dicen que no.
    4. **Escuela.** Las criaturas tienen plaza desde el primer día.
    5. **Lengua.** Horarios de las clases gratuitas.
    6. **Derechos.** Dónde hay asesoría jurídica sin pagar.

    Cambia los teléfonos y las direcciones por los de tu ciudad antes de publicarla.
