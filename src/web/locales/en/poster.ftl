## A sheet for a wall
poster = Poster
poster-back = Back to the publication
poster-how = Print this page with your browser: it comes out on a sheet of A4, without menus.
poster-programme = Programme
parts-title = What belongs to it
