## Forms
form-problems = Falta algo
cancel = Cancelar

## Signing in and up
field-login = Nome de utilizador ou e-mail
field-password = Palavra-passe
sign-in-about = As contas abrem-se com um convite. Para ler e procurar não é preciso nenhuma.
sign-up-title = Abrir uma conta
sign-up = Abrir a conta
sign-up-lead = Recebeu um convite para este nó.
sign-up-with-role = Recebeu um convite para { $name } ({ $role }).
sign-up-privacy = Não pedimos o nome verdadeiro, nem telefone, nem data de nascimento.
field-username = Nome de utilizador
hint-username = Não se pode mudar depois. Um pseudónimo serve.
field-name = Nome mostrado
hint-name = O nome que preferir.
field-email = E-mail (opcional)
hint-email = Só para entrar com ele e recuperar a palavra-passe. Ninguém o vê.
hint-password = Pelo menos 10 caracteres. Três ou quatro palavras seguidas funcionam bem.
field-your-language = Idioma das páginas

## Home
home-of = Mural de { $name }
home-suggested = Territórios para começar
empty-home = Aqui aparecerá o que publiquem os territórios que seguir.

## Following
follow-title = Seguir territórios
follow-requests = Querem seguir a sua conta
follow-following = Quem segue
accept = Aceitar
reject = Recusar
unfollow = Deixar de seguir
empty-following = Ainda não segue ninguém.

## Notifications
notice-mention = mencionou a sua conta
notice-reblog = divulgou a sua publicação
notice-favourite = gostou da sua publicação
notice-follow = segue a sua conta
notice-follow_request = quer seguir a sua conta
notice-update = editou algo que divulgou ou a que respondeu
notice-call = faz uma chamada
notice-rsvp = quer vir
notice-report = enviou uma denúncia
notice-new = novo
notice-go-follow_request = Responder ao pedido
empty-notifications = Nada de novo. Aqui saberá quem menciona a sua conta, quem lhe responde e quem a segue.

## Reports
report-title = Denunciar { $name }
report-lead = As pessoas que administram este nó vão lê-la. A pessoa denunciada não saberá quem fez a denúncia.
report-why = Porquê
report-spam = É publicidade ou spam
report-legal = Pode ser ilegal
report-violation = Viola as regras deste nó
report-other = Outra coisa
report-comment = O que aconteceu (opcional)
hint-report-comment = Não escreva dados de outras pessoas.
report-forward = Avisar também o seu servidor
hint-report-forward = Vai em nome deste nó, não no seu.
report-send = Enviar a denúncia
