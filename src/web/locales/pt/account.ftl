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
sign-up-asked = Aqui alguém lê cada pedido antes de abrir a conta. Diga em poucas palavras quem é ou quem o envia; um pseudónimo serve.
sign-up-ask = Pedir a conta
sign-up-waits = O seu pedido está guardado. Falta que o leia quem cuida deste nó.
sign-up-waits-more = Se deu um e-mail, vamos escrever-lhe. Se não, experimente entrar daqui a uns dias com o seu nome e a sua palavra-passe. Para ler não é precisa conta.
field-reason = Porque quer uma conta
hint-reason = Bastam umas linhas. Não escreva nada que o ponha em perigo: apaga-se assim que alguém decide.
arriving-title = O que quer ler?
arriving-lead = Escolha uns territórios e o seu início enche-se com o que publicam. Pode mudar quando quiser.
arriving-territories = Territórios
arriving-go = Começar a ler
arriving-later = Agora não
done-arrived = Pronto: este é o seu início.
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
notice-account_request = tem pedidos de conta por ler
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
