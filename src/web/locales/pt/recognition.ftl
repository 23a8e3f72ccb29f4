# Reconhecimento de cartões, coorganização e adoção.
services-missing = Escolha pelo menos um serviço.
recognitions-title = Cartões reconhecidos
recognitions-lead = Que cidade reconhece os cartões de que outra, para quê e até quando. Ninguém anota quem tem cartão.
recognitions-none = Nenhuma cidade reconhece ainda os cartões de outra.
recognitions-of = Cartões de
recognitions-all = todas as cidades
recognitions-caption = Nas linhas, a cidade que reconhece; nas colunas, os serviços.
recognition-city = Cidade
recognition-cards = Cartões de
recognition-when = Quando
recognition-sides = Acordo
recognition-yes = Sim
recognition-no = Não
recognition-both = De ambas as partes
recognition-one = Falta a outra parte
recognition-from = Desde { $day }
recognition-until = até { $day }
recognition-terms = Reconhecimento
recognise-title = Reconhecer os cartões de outra cidade
recognise-lead = A sua organização promete-o desde já e pede o mesmo à outra. O acordo é público, com o selo de cada parte.
recognise-with = Com que cidade
recognise-services = Para que serviços
recognise-from = Desde
recognise-from-hint = Vazio: a partir de hoje.
recognise-until = Até
recognise-until-hint = Vazio: até uma parte o retirar.
recognise-send = Prometer e pedir o mesmo
service-registration = Registo de residência
service-health = Saúde
service-education = Escola
service-language = Cursos de língua
service-library = Bibliotecas
service-transport = Transportes
service-sport = Desporto
service-culture = Cultura
service-social = Serviços sociais
service-housing = Habitação
done-recognised = Prometido. A outra cidade recebeu o pedido.
done-adopted = Adotado: o selo está dado. Este rascunho é seu: ponha o seu lugar, as suas datas e palavras, e publique-o.
ask-kind = O que se pede
ask-kind-endorsement = Assinar o texto
ask-kind-endorsement-hint = Tal como está agora, em todas as suas línguas. Se depois mudar uma letra, é preciso pedir de novo.
ask-kind-coorganiser = Organizar em conjunto
ask-kind-coorganiser-hint = Aparecem como organizadoras e mostram-no a quem as segue. Só quem o publicou muda hora e lugar.
ask-kind-adoption = Adotá-lo no seu território
ask-kind-adoption-hint = Cada uma faz a sua própria versão, com o seu lugar e datas, ligada a esta.
consents-coorganiser = Organizam também
consents-adoption = Adotam no seu território
consents-ask = Pedir que se juntem
adhesions-lead = Os nomes não saem do nó de cada pessoa: só se conta quantas são em cada território.
adhere = Aderir
unadhere = Retirar a minha adesão
adhere-sign-in = Entre para aderir
adhere-confirm = Confirme o seu endereço de e-mail para aderir
done-adhered = A sua adesão está feita.
done-unadhered = A sua adesão foi retirada.
adopt = Adotar no meu território
adhesions-title =
    { $n ->
        [0] Ninguém aderiu ainda
        [one] Adere uma pessoa
       *[other] Aderem { $n } pessoas
    }
