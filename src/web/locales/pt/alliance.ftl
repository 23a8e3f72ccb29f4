# Alianças e selos: o que se recusa.
founders-too-few = Uma aliança é fundada por pelo menos duas organizações diferentes.
rule-invalid = A regra não pode ser cumprida: pelo menos um aval e não mais do que fundadoras; a maioria vai de 51 a 100.
slug-invalid = Entre 2 e 40 letras minúsculas, algarismos ou hífenes.
slug-taken = Este nó já conhece uma aliança com esse nome.
alliance-unknown = Não há nenhuma aliança neste endereço. Peça a um membro o endereço da sua página.
not-a-member = A sua organização não é membro de «{ $alliance }».
stamp-own = Ninguém pode avalizar-se nem excluir-se a si mesmo.
stamp-unknown = A sua organização não deu esse selo.
request-settled = Isto já está resolvido.
second-person = Assinam duas pessoas: uma prepara a assinatura e outra, que possa assinar, confirma-a.
deadline-past = O prazo passou.
text-changed = O texto mudou desde o pedido. É preciso pedir de novo.

## Alliances and stamps: pages
alliances-title = Alianças
alliances-lead = Organizações que se avalizam umas às outras, sem centro: cada nó verifica os selos por si.
alliances-none = Este nó ainda não conhece nenhuma aliança.
alliance-kind = Aliança
alliance-on = Tal como era no fim de { $day }.
alliance-today = Ver hoje
alliance-charter = A carta
alliance-rule = Como se entra e se sai
alliance-digest = Impressão exata do texto:
alliance-roster = Membros
alliance-day = Ver outro dia
alliance-show = Ver
alliance-since = Membro desde { $day }
alliance-founder = Fundadora
alliance-sponsored = Avalizada por
alliance-stamps = Selos que o provam
alliance-data = A lista em dados abertos
alliance-evidence = Provas em contrário
alliance-evidence-lead = Assinaturas de uma mesma organização que se contradizem. O que veio depois não conta.
alliance-latest = O mais recente dos seus membros
alliance-nothing = Ainda nada.
alliance-verified = Membro verificado de { $name }
stamp-title = Selo
stamp-says-accession = { $giver } compromete-se com a carta e quer ser membro.
stamp-says-membership = { $giver } avaliza { $target } como membro.
stamp-says-endorsement = { $giver } subscreve «{ $target }».
stamp-says-coorganiser = { $giver } coorganiza «{ $target }».
stamp-says-adoption = { $giver } adota «{ $target }» no seu território.
stamp-says-recognition = { $giver } reconhece os cartões de { $target }.
stamp-is-valid = É válido.
stamp-why-valid = É assinado pela chave de quem o dá, a cadeia está completa e ninguém o retirou.
stamp-is-not-yet = Ainda não é válido.
stamp-why-not-yet = Começa mais tarde.
stamp-is-expired = Já não é válido.
stamp-why-expired = O seu prazo terminou.
stamp-is-revoked = Já não é válido.
stamp-why-revoked = Quem o deu retirou-o.
stamp-is-void = Não conta.
stamp-why-void = A sua chave estava noutras mãos quando foi feito.
stamp-is-doubtful = Não conta.
stamp-why-doubtful = Os selos de quem o deu contradizem-se.
stamp-of-this-text = É válido, e assina o texto deste ficheiro.
stamp-of-other-text = Não conta aqui: assina outro texto que não o deste ficheiro.
stamps-hold = Selos que valem: { $n } de { $total }.
stamp-renew = Renovar o selo
stamp-renew-about = É dado outra vez nas mesmas condições e com outro fim. O atual fica na cadeia.
stamp-renew-until = Vale até ao fim do dia
done-renewed = O selo está renovado: é este.
stamp-who = Quem
stamp-what = Sobre o quê
stamp-when = Quando
stamp-until = Até
stamp-reservation = Reserva
stamp-number = Número na sua cadeia
stamp-key = Chave
stamp-evidence = Descarregar a prova
stamp-verify = Qualquer pessoa o verifica sem rede:
stamp-kind-membership = Adesão
stamp-kind-endorsement = Assinatura
stamp-kind-coorganiser = Coorganização
stamp-kind-adoption = Adoção
stamp-kind-recognition = Reconhecimento
request-asked = Sem resposta
request-prepared = Preparado: falta a segunda pessoa
request-granted = Concedido
request-refused = Recusado
stamps-title = Selos pedidos
stamps-lead = O que outras organizações pedem a { $name }.
stamps-none = Ninguém pede nada por agora.
stamps-asks = Pede-o { $name }.
stamps-prepare = Preparar a assinatura
stamps-first-prepared = Primeiro prepara-a alguém que publica pela sua organização; depois é a sua vez de a confirmar.
stamps-prepared-by = Preparada por { $who }. Confirma-a outra pessoa: { $others }.
stamps-alone = Assinam duas pessoas, e mais ninguém pode fazê-lo pela sua organização. Quem a administra pode nomear outra pessoa signatária.
stamps-grant = Conceder
stamps-refuse = Recusar
stamps-check = Verificar o selo deste endereço
suspicions-title = O que não contou
suspicion-unreadable = Não se pode ler como selo.
suspicion-unsigned = Nada prova que o fez quem diz dá-lo.
suspicion-foreign-key = É assinado pela chave de outra organização.
suspicion-unknown-key = Quem o dá não publica essa chave.
suspicion-expired-key = A chave já não se usava quando foi feito.
suspicion-altered = Diz outra coisa do que foi assinado.
suspicion-future = Tem uma data futura.
suspicion-fork = Contou duas histórias diferentes com o mesmo número.
suspicion-backdated = Tem data anterior à do selo que segue.
suspicion-broken = Não segue o selo anterior da sua cadeia.
suspicion-void = A sua chave já estava comprometida.
suspicion-not-a-member = Quem avaliza não era membro então.
suspicion-other-text = Não se refere a uma carta da aliança.
done-prepared = Preparado. Agora confirma-o outra pessoa que possa assinar.
done-granted = Concedido: o selo está feito e enviado.
done-refused = Recusado. Quem o pediu já sabe.
alliance-rule-quorum = Para excluir um membro ou mudar a carta são precisos { $n } % dos votos.
alliance-members =
    { $n ->
        [one] { $n } membro
       *[other] { $n } membros
    }
alliance-rule-members =
    { $n ->
        [one] Entra quem assina a carta e tem o aval de um membro.
       *[other] Entra quem assina a carta e tem o aval de { $n } membros.
    }
alliance-rule-founders =
    { $n ->
        [one] Entra quem assina a carta e tem o aval de uma fundadora.
       *[other] Entra quem assina a carta e tem o aval de { $n } fundadoras.
    }
signatures-title =
    { $n ->
        [0] Nenhuma organização assina
        [one] Assina uma organização
       *[other] Assinam { $n } organizações
    }
signature-current = Subscreve
signature-earlier = Subscreveu um texto anterior
signature-withdrawn = Retirou a assinatura
signature-void = A sua assinatura não conta
signatures-file = Descarregar texto e assinaturas, para verificar sem rede
