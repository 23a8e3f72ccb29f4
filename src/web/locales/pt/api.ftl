## What the client API says when it says no
api-not-found = Não existe, ou não está ao seu alcance.
api-signed-out = O acesso da aplicação não é válido: inicie sessão de novo.
api-forbidden = Não tem permissão para fazer isto.
api-outside-scopes = A aplicação não tem permissão para isto.
api-needs-person = Isto só pode ser feito por uma pessoa com sessão iniciada.
api-missing = Falta { $name }.
api-wrong = { $name } não é válido.
api-unreadable = O corpo do pedido não pode ser lido.
api-type = Envie JSON, um formulário ou multipart/form-data.
api-too-many-values = O pedido tem demasiados parâmetros.
api-too-large = O pedido é demasiado grande.
api-peer = O outro nó não respondeu.
api-busy = O nó está ocupado; tente de novo daqui a pouco.
api-fault = Algo falhou neste nó.
api-underway = A mesma publicação já está a ser enviada.
api-invalid-request = Falta um parâmetro de OAuth ou não é válido.
api-invalid-client = A aplicação não se conseguiu identificar.
api-invalid-grant = O código não vale: expirou, já foi usado ou é de outra aplicação.
api-invalid-scope = A aplicação pede uma permissão que não existe ou que não declarou.
api-response-type = Só é aceite response_type=code.
api-grant-type = Só são aceites authorization_code e client_credentials. Ninguém dá a sua palavra-passe a uma aplicação.
api-method = Este endereço não aceita este método.
