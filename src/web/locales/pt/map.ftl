## Where things are, and lists to take along
nav-map = Mapa
map-lead = Onde estão os territórios e o que se faz em cada lugar. A lista abaixo diz o mesmo que o mapa.
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
