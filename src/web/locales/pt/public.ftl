## The start page
start-lead = Ações, recursos e reuniões dos territórios da aliança.
start-soon = Em breve
start-agenda = Toda a agenda
start-latest = O mais recente
start-all = Ver tudo

## Lists
filter-theme = Por tema
filter-kind = Por tipo
filter-all = Tudo
empty-agenda = Ainda não há nada na agenda. Aqui aparecerão as ações com data e as reuniões.
empty-latest = Ainda não se publicou nada.
empty-kind = Ainda não há nenhuma publicação deste tipo.
empty-tag = Ainda ninguém usou esta etiqueta.
empty-actor = Ainda não conhecemos nenhuma publicação sua.
empty-search = Não encontrámos nada. Tente com menos palavras ou outra grafia.

## Cards
answer-by = responder até { $day }
boosted-by = Divulgado por { $name }
cancelled = Cancelado
replies = Respostas
boosts = Divulgações
likes = Gostos

## The agenda
agenda-lead = O que organizam os territórios que este nó conhece.
agenda-subscribe = Juntar ao meu calendário
agenda-months = Meses
agenda-earlier = Antes
agenda-now = Hoje
agenda-later = Depois

## Territories
territories-lead =
    { $n ->
        [one] Este nó conhece { $n } organização ou grupo.
       *[other] Este nó conhece { $n } organizações e grupos.
    }
publications-count =
    { $n ->
        [one] { $n } publicação
       *[other] { $n } publicações
    }
followers-count =
    { $n ->
        [one] { $n } seguidor
       *[other] { $n } seguidores
    }
follow-label = Seguir um território de outro nó
follow-hint = O seu nome, como @valmar@valmar.example, ou o endereço da sua página.
follow-find = Procurar

## Search
search-label = Procurar ações, recursos e territórios
search-placeholder = acolhimento, registo…
search-about = Procuramos as palavras em tudo o que é público e este nó conhece. Os acentos não importam.
search-elsewhere = Procurar noutros nós

## The page of an actor
follow = Seguir
following-end = A seguir · deixar de seguir
follow-asked = Pedido enviado · retirar
edit-profile = Editar o perfil
see-original = Ver o original
mute = Silenciar
block = Bloquear
unblock = Desbloquear
report = Denunciar

## The page of a publication
post-by = Mensagem de { $name }
draft-note = É um rascunho: só a sua organização o vê.
in-reply-to = Em resposta a
edited = editado: ver o que mudou
also-in = Também em
translation-human = Tradução.
translation-machine = Tradução automática.
translation-outdated = Tradução de uma versão anterior.
minutes-decisions = Decisões
minutes-commitments = Compromissos
files = Documentos
file = Documento
field-when = Quando
field-place = Onde
field-online = Online
field-join = Inscrição
field-stage = Estado
field-since = Desde
field-deadline = Prazo
field-about = Sobre
hint-about = A ação, campanha ou reunião a que pertence, se houver alguma.
field-partners = Com quem
field-resource-type = Tipo de recurso
field-licence = Licença
place-coarse = O endereço exato não é publicado.
places-count =
    { $n ->
        [one] { $n } lugar
       *[other] { $n } lugares
    }
with-partners = Com:
add-to-calendar = Juntar ao calendário
going-count =
    { $n ->
        [one] Irá { $n } pessoa
       *[other] Irão { $n } pessoas
    }
receipts-title = Até onde chegou
receipts-reached =
    { $n ->
        [one] Chegou a { $reached } de { $n } nó.
       *[other] Chegou a { $reached } de { $n } nós.
    }
receipt-waiting = à espera
receipt-refused = não o aceitou
receipt-parked = não responde há dias; será enviado quando voltar
receipt-expired = não respondeu em 30 dias
join = Vou
rsvp-asked = Lugar pedido · retirar
rsvp-going = Vai · cancelar
rsvp-maybe = Talvez · cancelar
rsvp-refused = Sem lugar · retirar
like = Gosto
boost = Divulgar
edit = Editar
write-minutes = Escrever a ata
withdraw = Retirar
answers = Respostas
answers-none = Ainda ninguém respondeu.
reply = Responder
reply-as = Responder como { $name }
sign-in-to-answer = Entre para responder
resource-guide = Guia
resource-study = Estudo
resource-document = Documento
resource-dataset = Conjunto de dados
resource-link = Ligação
resource-template = Modelo

## Ways in, filters, months, and what is kept
start-doors = O que procura?
start-quilt = Cada território é um tecido diferente, feito a partir do seu nome na rede.
filter = Filtrar
filter-territory = Por território
filter-apply = Aplicar
filter-clear = Retirar os filtros
agenda-view = Vista
agenda-list = Lista
agenda-month = Mês
agenda-entries =
    { $n ->
        [one] , { $n } encontro
       *[other] , { $n } encontros
    }
keep = Guardar
empty-saved = Aqui verá o que guardar para depois. Mais ninguém o vê.
empty-first = Publicar a primeira coisa
empty-territories = Ver os territórios
empty-peer = Experimentar com outro nó
