about-title = O que é isto
privacy-title = Privacidade

## About this node
about-lead = { $name } publica aqui o que faz, e este nó partilha-o com os de outros territórios.
about-how = Como funciona
about-how-text = Cada cidade, associação ou universidade tem o seu próprio servidor, um nó. Os nós leem-se entre si: o que se publica num chega aos outros em segundos. Não há um centro que se possa desligar, comprar ou revistar.
about-follow = Seguir sem conta aqui
about-follow-text = Pode seguir um território a partir do Mastodon ou do Mobilizon, com um leitor de notícias (Atom) ou no calendário do telefone. Para ler e procurar não é preciso nada.
about-account = Ter uma conta
about-account-invitation = As contas abrem-se com um convite de quem administra o nó. Não pedimos o seu nome verdadeiro.
about-hosted = Também vivem neste nó
about-version = Comarca { $version }

## What this node knows about you
privacy-lead = O que este nó sabe de si, e o que não quer saber.
privacy-reading = Quando lê
privacy-reading-text = Ler e procurar não deixa rasto na base de dados.
privacy-no-address = Não guardamos o seu endereço IP junto do que lê.
privacy-no-tracker = Nenhuma página pede nada a terceiros: nem estatísticas, nem tipos de letra, nem mapas.
privacy-no-referrer = Quando sai por uma ligação, o outro site não sabe de onde vem.
privacy-no-attendance = De quem vai a um evento só sai daqui o número, nunca a lista.
privacy-cookies = O que fica no seu navegador
privacy-cookies-text = O idioma e o aspeto que escolher e, se entrar com a sua conta, a sessão. O que escreve sem publicar e o servidor a partir do qual segue ficam só no seu navegador; apagam-se ao sair.
privacy-published = O que se publica
privacy-published-text = O que é público chega a outros servidores, e uma cópia pode sobreviver ao apagamento. Às fotografias retiramos a localização e os outros dados ocultos antes de as guardar.
privacy-operators = Quem administra
privacy-operators-text = Quem administra este nó pode ler a sua base de dados, também o que não é público. O mesmo vale para os servidores de quem lê o que publica. Para o que possa pôr alguém em perigo, use um mensageiro cifrado.
privacy-you = De si
privacy-nothing = Não entrou com nenhuma conta: de si não sabemos nada.
privacy-all = Isto é o que está guardado sobre a sua conta:
privacy-mail = E-mail
privacy-none = nenhum
privacy-since = Conta aberta em
privacy-yours = O que é seu
privacy-also = E ainda: o que segue e guarda, de que gosta, quem silencia, os seus avisos e as suas sessões abertas. A palavra-passe guarda-se apenas como impressão que não se pode ler.

## Accessibility
accessibility-title = Acessibilidade
accessibility-lead = Estas páginas seguem as diretrizes WCAG 2.2, nível AA.
accessibility-how = Como o verificamos
accessibility-how-text = Cada versão passa testes automáticos num navegador real: em cinco idiomas, em três larguras de ecrã, em claro e em escuro, e só com o teclado. Tudo funciona sem JavaScript.
accessibility-limits = O que não podemos garantir
accessibility-limits-text = As imagens e os documentos que as organizações carregam podem não ter descrição. O que chega de outros servidores é como lá o fizeram.
accessibility-tell = Diga-nos
accessibility-tell-text = Se algo lhe barra o caminho, escreva a { $name }. Tem direito a uma resposta.
source-lead = Este nó funciona com Comarca { $version }, software livre sob a AGPL, versão 3 ou posterior.
source-text = Quem usa o nó tem direito ao seu código-fonte, com as alterações que lhe tenham feito. Peça-o a { $name }.
