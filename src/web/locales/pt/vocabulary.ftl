## Kinds of publication
kind-post = Mensagem
kind-action = Ação
kind-resource = Recurso
kind-meeting = Reunião
kind-minutes = Ata
kind-call = Chamada
kind-campaign = Campanha
kind-communique = Comunicado
kind-event = Evento
kind-article = Artigo
kinds-post = Mensagens
kinds-action = Ações
kinds-resource = Recursos
kinds-meeting = Reuniões
kinds-minutes = Atas
kinds-call = Chamadas
kinds-campaign = Campanhas
kinds-communique = Comunicados
kinds-event = Eventos
kinds-article = Artigos

## What each kind is for, said to whoever is about to write one
about-action = Uma prática, um projeto ou um evento do seu território.
about-resource = Um guia, um estudo ou um documento útil a outros.
about-meeting = Uma ordem de trabalhos, com hora e lugar.
about-minutes = O que se disse, o que se decidiu e quem fará o quê.
about-call = Uma mensagem curta e urgente: pede algo, com prazo.
about-campaign = Um espaço comum para muitas ações, também de outras organizações: uma semana, um ano.
about-post = Algumas linhas, como em qualquer rede.

## Who can read
visibility-public = Toda a gente
visibility-quiet = Quem tiver a ligação
visibility-followers = Quem segue a sua conta
visibility-alliance = A aliança
visibility-group = O grupo
visibility-organisation = A sua organização
visibility-local = Este nó
visibility-named = As pessoas nomeadas
audience-public = Aparece nas listas e chega a quem segue a sua conta em qualquer servidor. As cópias noutros servidores podem sobreviver se a apagar.
audience-quiet = Chega a quem segue a sua conta e abre com a ligação, mas não aparece nas listas.
audience-followers = Chega só a quem segue a sua conta. Quem administra os servidores dessas pessoas poderia ler.
audience-alliance = Chega às organizações das suas alianças e fica entre elas. Quem administra os nós delas poderá lê-la.
audience-group = Chega a quem faz parte do grupo e a quem o segue.
audience-organisation = Leem-na as pessoas da sua organização neste nó. Não sai daqui.
audience-local = Lê-a quem tem conta neste nó. Não sai daqui.
audience-named = Chega só às pessoas e organizações que nomeia com @ no texto.

## How far an action is
stage-planned = Em preparação
stage-ongoing = Em curso
stage-finished = Terminada

## How exactly a place is told
precision-exact = O endereço exato
precision-district = Só o bairro
precision-city = Só a localidade
precision-hidden = Nada

## How people join
join-free = Qualquer pessoa pode inscrever-se
join-restricted = É preciso pedir lugar
join-external = A inscrição está noutra página
join-none = Sem inscrição

## Roles
role-administrator = Administra
role-coordinator = Coordena
role-editor = Edita
role-signatory = Assina
role-member = Membro
role-about-administrator = Gere as pessoas e o perfil, e tudo o resto.
role-about-coordinator = Publica, segue, divulga e responde em nome da organização.
role-about-editor = Escreve e publica em nome da organização.
role-about-signatory = Assina comunicados em nome da organização.
role-about-member = Lê o que é só para a organização.

## Themes
theme-welcome = Acolhimento
theme-registration = Registo de residência
theme-citizenship = Cidadania
theme-housing = Habitação
theme-health = Saúde
theme-education = Educação
theme-language = Língua
theme-work = Trabalho
theme-rights = Direitos
theme-regularisation = Regularização
theme-borders = Fronteiras
theme-rural = Mundo rural
theme-culture = Cultura
theme-participation = Participação
theme-gender = Género
theme-youth = Juventude
theme-advocacy = Incidência política
theme-research = Investigação

## What actors are
actor-organisation = Território
actor-person = Pessoa
actor-group = Grupo
actor-application = Nó
actor-service = Serviço
moved-to = Esta conta mudou-se. Agora é:

## Counts
