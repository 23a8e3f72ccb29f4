# What is added to a text for readers on other software.
wire-answer-by = Respostas até
wire-decisions = Decisões
wire-commitments = Compromissos
wire-online = Online
wire-stamp-accession = { $giver } compromete-se com a carta da aliança
wire-stamp-membership = { $giver } avaliza { $target } como membro da aliança
wire-stamp-endorsement = { $giver } subscreve este texto
wire-stamp-coorganiser = { $giver } coorganiza
wire-stamp-adoption = { $giver } adota-o no seu território
wire-stamp-recognition = { $giver } reconhece os cartões de { $target }
wire-stamp-revoked = { $giver } retira o seu consentimento
wire-for-some = Há algo novo só para algumas pessoas. Lê-se entrando onde foi publicado:
rsvp-ignored = As respostas dão-se noutro lugar: veja a página própria · retirar
thread-locked = Quem modera o grupo fechou esta conversa.
group-audience = O que se diz num grupo de trabalho é para toda a gente. Para menos, escolha seguidores, aliança ou pessoas nomeadas.
