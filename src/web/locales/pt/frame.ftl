## Around every page
skip = Ir para o conteúdo
nav-main = Secções
nav-start = Início
nav-home = O meu mural
nav-agenda = Agenda
nav-territories = Territórios
nav-search = Procurar
nav-language = Idioma e aspeto
nav-menu = Menu
nav-account = A sua conta
nav-about = Sobre este nó
nav-source = Código-fonte
nav-notifications = Avisos
nav-compose = Publicar
nav-drafts = Rascunhos
nav-profile = Perfil
nav-settings = Definições
nav-admin = Administração
nav-unread = por ler
nav-crumbs = Onde está
sign-in = Entrar
sign-out = Sair
to-start = Ir para o início
older = Anteriores
more = Mais
look-auto = Como o sistema
look-light = Claro
look-dark = Escuro
look-contrast = Alto contraste

## When something does not work
error-title-missing = Aqui não há nada
error-text-missing = O endereço não existe, ou o que lá está não é para toda a gente.
error-title-gone = Foi retirado
error-text-gone = Quem o publicou retirou-o.
error-title-forbidden = Não pode fazer isto
error-text-forbidden = Se acha que devia poder, fale com quem administra este nó.
error-title-too-many = Demasiado depressa
error-text-too-many = Espere um minuto e tente de novo.
error-title-too-large = É demasiado grande
error-text-too-large = Tente com um ficheiro mais pequeno.
error-title-busy = O nó está ocupado
error-text-busy = Não se perdeu nada. Tente de novo daqui a pouco.
error-title-internal = Algo falhou aqui
error-text-internal = A culpa não é sua. Quem administra o nó vai vê-lo no registo.
error-title-request = Não foi possível
error-text-request = Nada mudou. Volte atrás e tente de novo.

## Time
ago-now = agora mesmo
ago-minutes =
    { $n ->
        [one] há { $n } minuto
       *[other] há { $n } minutos
    }
ago-hours =
    { $n ->
        [one] há { $n } hora
       *[other] há { $n } horas
    }
ago-days =
    { $n ->
        [one] há { $n } dia
       *[other] há { $n } dias
    }
when-hours = { $day }, { $from }–{ $until } ({ $zone })
when-days = de { $from } a { $until } ({ $zone })
when-from-to = de { $from } a { $until }
time-of = hora de { $city }
since-month = desde { $month }
size-kb = { $n } kB
size-mb = { $n } MB

## Over lists and beside things
feed-followed = O que sigo
feed-all = Tudo o que se conhece
feed-saved = Guardado
tabs-feeds = O que ler
copy = Copiar
copied = Copiado
exit = Saída rápida
provenance = Publicado por { $name } em

## The life of a publication
life-since = Começou
life-published = Publicação
life-edited = Alteração
life-deadline = Data-limite
life-starts = Começa
life-ends = Termina
life-done = (já passou)
