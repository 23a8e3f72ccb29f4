## Where things are, and lists to take along
nav-map = Mapa
map-lead = Dónde están los territorios y qué se hace en cada lugar. La lista de abajo dice lo mismo que el mapa.
near-label = Cerca de
near-hint = Escribe una ciudad y la lista empieza por lo más cercano.
near-go = Ordenar
near-me = Cerca de mí
near-me-about = Dónde estás no sale de esta página.
near-failed = El navegador no dice dónde estás. Escribe una ciudad.
near-away = a { $km } km
map-of = Mapa: { $what }
map-skip = Saltar el mapa
map-count = { $n ->
    [one] { $n } cosa aquí
   *[other] { $n } cosas aquí
 }
map-as-list = Ver como lista
map-empty = Todavía no hay ningún lugar que mostrar. Aparecerán aquí los territorios que digan dónde están y las acciones con lugar.
map-nothing = Ninguna de estas tiene un lugar que se pueda mostrar; aquí está la lista.
map-elsewhere = Sin lugar en el mapa
map-credit = Costas: Natural Earth, dominio público.
map-or-list = Lista o mapa
start-where = Dónde
files-of = Llévate esta lista:
file-csv = Hoja de cálculo (CSV)
file-ics = Calendario
file-atom = Noticias (Atom)
