## O servidor de e-mail
mail-server = Servidor de e-mail
mail-server-keep = Guardar o servidor
mail-host = Servidor
mail-host-hint = Quem lhe fornece o e-mail sabe dizer. Vazio: não se enviam e-mails.
mail-security = Ligação
mail-security-tls = TLS desde o início (o habitual)
mail-security-starttls = STARTTLS
mail-security-none = Sem cifra, só dentro desta máquina
mail-port = Porta (opcional)
mail-port-hint = Vazio: a habitual da ligação.
mail-username = Utilizador (opcional)
mail-password = Palavra-passe (opcional)
mail-password-hint = Guarda-se cifrada com a chave do nó e nenhuma página a mostra.
mail-password-kept = Há uma guardada. Vazio: fica a mesma, enquanto não mudarem o servidor nem o utilizador.
mail-from = Remetente (opcional)
mail-from-hint = Por exemplo: Valmar <avisos@valmar.example>
mail-in-clear = Sem cifra, as mensagens só podem ir para um servidor desta mesma máquina. Escolha TLS ou STARTTLS.
