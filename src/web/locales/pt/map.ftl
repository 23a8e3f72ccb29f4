## Where things are, and lists to take along
nav-map = Mapa
map-lead = Onde estão os territórios e o que se faz em cada lugar. A lista abaixo diz o mesmo que o mapa.
near-label = Perto de
near-hint = Escreva uma cidade e a lista começa pelo mais próximo.
near-go = Ordenar
near-me = Perto de mim
near-me-about = Onde está não sai desta página.
near-failed = O navegador não diz onde está. Escreva uma cidade.
near-away = a { $km } km
map-of = Mapa: { $what }
map-skip = Saltar o mapa
map-count = { $n ->
    [one] { $n } coisa aqui
   *[other] { $n } coisas aqui
 }
map-as-list = Ver como lista
map-empty = Ainda não há nenhum lugar para mostrar. Aqui aparecerão os territórios que dizem onde estão e as ações com lugar.
map-nothing = Nenhuma destas tem um lugar que se possa mostrar; aqui está a lista.
map-elsewhere = Sem lugar no mapa
map-credit = Costas: Natural Earth, domínio público.
map-or-list = Lista ou mapa
start-where = Onde
files-of = Leve esta lista consigo:
file-csv = Folha de cálculo (CSV)
file-ics = Calendário
file-atom = Notícias (Atom)
