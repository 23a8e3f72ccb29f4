## A sheet for a wall
poster = Affiche
poster-back = Revenir à la publication
poster-how = Imprimez cette page avec votre navigateur : elle tient sur une feuille A4, sans menus.
poster-programme = Programme
parts-title = Ce qui en fait partie
