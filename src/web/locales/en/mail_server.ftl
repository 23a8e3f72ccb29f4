## The mail server
mail-server = Mail server
mail-server-keep = Save the server
mail-host = Server
mail-host-hint = Whoever provides your mail tells you. Empty: no mail is sent.
mail-security = Connection
mail-security-tls = TLS from the start (usual)
mail-security-starttls = STARTTLS
mail-security-none = In the clear, only inside this machine
mail-port = Port (optional)
mail-port-hint = Empty: the usual one of the connection.
mail-username = User (optional)
mail-password = Password (optional)
mail-password-hint = It is kept sealed with the node’s key, and no page shows it.
mail-password-kept = One is kept. Empty: it stays, as long as server and user do.
mail-from = Sender (optional)
mail-from-hint = For example: Valmar <notices@valmar.example>
mail-in-clear = In the clear, letters may only go to a server on this very machine. Choose TLS or STARTTLS.
