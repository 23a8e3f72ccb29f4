## El servidor de correo
mail-server = Servidor de correo
mail-server-keep = Guardar el servidor
mail-host = Servidor
mail-host-hint = Lo dice quien te da el correo. Vacío: no se envía correo.
mail-security = Conexión
mail-security-tls = TLS desde el principio (lo habitual)
mail-security-starttls = STARTTLS
mail-security-none = Sin cifrar, solo dentro de esta máquina
mail-port = Puerto (opcional)
mail-port-hint = Vacío: el habitual de la conexión.
mail-username = Usuario (opcional)
mail-password = Contraseña (opcional)
mail-password-hint = Se guarda cifrada con la clave del nodo y ninguna página la muestra.
mail-password-kept = Hay una guardada. Vacío: sigue la misma, mientras no cambien el servidor ni el usuario.
mail-from = Remitente (opcional)
mail-from-hint = Por ejemplo: Valmar <avisos@valmar.example>
mail-in-clear = Sin cifrar, las cartas solo pueden ir a un servidor de esta misma máquina. Elige TLS o STARTTLS.
