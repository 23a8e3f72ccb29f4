## Polls, quotes, reactions
poll = Sondagem
vote = Votar
poll-mine = o meu voto
votes-count =
    { $n ->
        [one] { $n } voto
       *[other] { $n } votos
    }
voters-count =
    { $n ->
        [one] { $n } pessoa votou
       *[other] { $n } pessoas votaram
    }
poll-closed = encerrada
poll-until = até { $day } (UTC)
quoted = Citação
quote-gone = O que era citado aqui já não existe ou não se destina a si.
quote-pending = Quem escreveu ainda não disse se pode ser citado.
quote-rejected = Quem escreveu não quer ser citado.
quote-revoked = Quem escreveu já não quer ser citado.
reactions = Reações
pinned = Em destaque
pin = Destacar na página
quote = Citar
compose-quotes = A publicação escolhida será citada, se quem a escreveu permitir.
field-poll = Opções
hint-poll = Uma por linha, entre duas e dez. Ninguém verá quem escolheu o quê.
field-poll-multiple = Pode-se escolher mais de uma
field-poll-ends = Aberta até ao fim do dia
notice-poll = encerrou a sondagem em que votou
notice-quote = citou uma publicação sua

## What is refused
poll-over = Esta sondagem já foi encerrada.
poll-choices = Uma sondagem tem entre duas e { $max } opções.
choice-invalid = Cada opção deve ser diferente e ter no máximo { $max } letras.
poll-span = Uma sondagem fica aberta entre cinco minutos e um ano.
vote-invalid = Escolha uma das opções.
voted-already = Já votou.
quote-refused = Quem escreveu não permite que se cite.
move-unanswered = O outro endereço tem de indicar este como seu antes da mudança.
moved-lately = Já se mudou há menos de sete dias: os outros servidores não seguiriam outra mudança.
