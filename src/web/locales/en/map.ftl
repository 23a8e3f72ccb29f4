## Where things are, and lists to take along
nav-map = Map
map-lead = Where the territories are, and what happens in each place. The list below says the same as the map.
near-label = Near
near-hint = Type a town and the list begins with what is nearest.
near-go = Sort
near-me = Near me
near-me-about = Where you are does not leave this page.
near-failed = The browser does not say where you are. Type a town.
near-away = { $km } km away
map-of = Map: { $what }
map-skip = Skip the map
map-count = { $n ->
    [one] { $n } thing here
   *[other] { $n } things here
 }
map-as-list = See it as a list
map-empty = There is no place to show yet. Territories that say where they are and actions with a place will appear here.
map-nothing = None of these has a place that may be shown; here is the list.
map-elsewhere = Without a place on the map
map-credit = Coastlines: Natural Earth, public domain.
map-or-list = List or map
start-where = Where
files-of = Take this list with you:
file-csv = Spreadsheet (CSV)
file-ics = Calendar
file-atom = Feed (Atom)
