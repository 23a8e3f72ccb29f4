## Where things are, and lists to take along
nav-map = Carte
map-lead = Où sont les territoires et ce qui se fait à chaque endroit. La liste ci-dessous dit la même chose que la carte.
near-label = Près de
near-hint = Écrivez une ville et la liste commence par le plus proche.
near-go = Trier
near-me = Près de moi
near-me-about = Votre position ne quitte pas cette page.
near-failed = Le navigateur ne dit pas où vous êtes. Écrivez une ville.
near-away = à { $km } km
map-of = Carte : { $what }
map-skip = Passer la carte
map-count =
    { $n ->
    [one] { $n } chose ici
   *[other] { $n } choses ici
 }
map-as-list = Voir en liste
map-empty = Il n’y a pas encore de lieu à montrer. Ici apparaîtront les territoires qui disent où ils sont et les actions qui ont un lieu.
map-nothing = Rien ici n’a de lieu que l’on puisse montrer ; voici la liste.
map-elsewhere = Sans lieu sur la carte
map-credit = Côtes : Natural Earth, domaine public.
map-or-list = Liste ou carte
start-where = Où
files-of = Emporter cette liste :
file-csv = Tableur (CSV)
file-ics = Calendrier
file-atom = Fil (Atom)
