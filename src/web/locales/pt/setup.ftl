## The first minutes of a node
setup-title = Preparar o nó
setup-step = Passo { $n } de { $of }
setup-organisation = De quem é este nó?
setup-organisation-lead = Uma cidade, uma associação, uma universidade. Mais tarde poderá acolher outras.
setup-name = Nome
setup-name-hint = Como se lê num cartaz. Pode mudar-se depois.
setup-username = Nome curto
setup-username-hint = Minúsculas sem acentos, algarismos e hífenes. Nunca se pode mudar.
setup-handle = Assim será encontrada de fora:
setup-handle-own = É assim que os outros encontram a sua organização:
setup-place-hint = Escreva a cidade. Se não estiver na lista, vale como a escrever.
setup-next = Continuar
setup-person = A primeira conta
setup-person-lead = Com ela administrará o nó e { $name }.
setup-address = Endereço do nó:
setup-address-about = Faz parte de tudo o que publicar e nunca poderá mudar. Se não for a definitiva, pare o nó e corrija a configuração antes de continuar.
setup-finish = Abrir o nó
admin-begin = Primeiros passos
begin-lead = Nada disto tem pressa. O que está feito fica marcado.
begin-done = feito
begin-codes = Proteger a sua conta com códigos
begin-codes-about = Uma palavra-passe roubada não bastará.
begin-face = Logótipo e apresentação
begin-face-about = Sem logótipo mostra-se um tecido feito para a sua organização.
begin-checks = Ver a saúde do nó
begin-checks-about = Nome, relógio, disco, chaves e envios, sempre à vista.
begin-people = Convidar mais alguém
begin-people-about = Basta copiar uma ligação; não é preciso e-mail.
begin-publish = Publicar a primeira coisa
begin-publish-about = Três textos para começar, que pode mudar de todo:
rehearsal-title = Ensaio
rehearsal-banner = Ensaio: ainda nada sai deste nó.
rehearsal-more = O que é isto
rehearsal-about = O nó não envia nada, não traz nada e não responde a outros servidores. O que publicar agora ficará aqui, mas não será enviado a ninguém depois.
rehearsal-sure = O endereço é o definitivo e sei que não poderá mudar.
rehearsal-leave = Terminar o ensaio e falar com os outros
rehearsal-over = Este nó fala com os outros.
audit-rehearsal-left = terminou o ensaio
setup-language = Em que língua continuamos?
setup-language-lead = Será também a língua do nó para quem não peça outra. Pode mudar-se depois.
setup-leave = Pode sair quando quiser e voltar pela mesma ligação: o que foi dito fica guardado.
setup-back = Voltar
setup-sort = O que é
setup-place = Onde fica { $name }?
setup-place-lead = Basta a cidade. Aparecerá na sua página e no mapa da aliança.
setup-unlisted = Deixá-lo assim, sem mapa
setup-look = Logótipo e cor
setup-look-lead = Ambos podem esperar. Sem logótipo mostra-se um tecido feito para a sua organização.
setup-logo-kept = Já há um escolhido; outro toma o seu lugar.
setup-person-about = Poderá acrescentar códigos de uso único no passo seguinte.
setup-all = Todos os passos
setup-skip = Agora não
setup-end = Terminar
sort-line = Tipo
sort-city = Cidade ou município
sort-association = Associação
sort-university = Universidade
sort-network = Rede ou federação
sort-other = Outra coisa
begin-address = O endereço, para sempre
begin-address-about = Veja-o bem antes que alguma coisa saia do nó.
begin-mail = O e-mail
begin-mail-about = Serve para convites, palavras-passe esquecidas e avisos. Sem ele as ligações copiam-se à mão e tudo o resto funciona.
begin-backup = Cópias de segurança
begin-backup-about = Uma cópia cifrada por dia com tudo o que é o nó. Sem cópia nem chaves, um nó perdido não se recupera. Propomos uma pasta; melhor ainda se for noutro disco.
begin-publish-rehearsal = Enquanto ensaia, o que publicar fica aqui.
rehearsal-stay = Continuar a ensaiar
passphrase-made = Esta frase abre as cópias
passphrase-about = Escreva-a em papel e guarde-a longe da máquina. Sem ela ninguém as poderá abrir, nem a própria organização. Não volta a ser mostrada.
passphrase-label = Frase das cópias
passphrase-written = Já a escrevi
template-practice-title = Ponto de acolhimento do bairro
template-practice-summary = Um lugar onde quem chega encontra alguém que ouve e sabe aonde ir.
template-practice-body =
    Abrimos duas tardes por semana no centro cívico. Sem marcação nem papéis: entra-se, toma-se um chá e pergunta-se.

    ## O que fazemos

    - Acompanhamos o primeiro registo de residência e o cartão de saúde.
    - Inscrevemos em aulas de língua e apresentamos os grupos do bairro.
    - Traduzimos cartas da administração e explicamos que prazo corre.

    ## Quem participa

    Dez pessoas voluntárias, metade chegadas há menos de cinco anos, e uma assistente social do município.

    ## Para começar algo parecido

    Um espaço com chave própria, uma lista de a quem ligar, e um caderno que não regista nomes.
template-meeting-title = Reunião de coordenação
template-meeting-summary = Para decidir o que faremos juntos este trimestre. Aberta a quem queira ajudar.
template-meeting-body =
    ## Ordem do dia

    1. Como estamos: o que correu bem e o que pesa.
    2. Propostas para o trimestre.
    3. Quem trata de quê, e até quando.
    4. Data da próxima.

    Haverá interpretação sussurrada e um canto para crianças. A ata publica-se aqui numa semana.
template-guide-title = Os primeiros dez dias: guia para quem acaba de chegar
template-guide-summary = Que passos importam, por que ordem, e quem acompanha em cada um.
template-guide-body =
    Uma folha para imprimir e dobrar, em linguagem clara.

    1. **Um teto.** A quem ligar hoje mesmo.
    2. **Saúde.** As urgências atendem sempre; como pedir o cartão.
    3. **Registo de residência.** O que levar, e o que fazer se disserem que não.
    4. **Escola.** As crianças têm lugar desde o primeiro dia.
    5. **Língua.** Horários das aulas gratuitas.
    6. **Direitos.** Onde há apoio jurídico sem pagar.

    Troque os telefones e os endereços pelos da sua cidade antes de a publicar.
