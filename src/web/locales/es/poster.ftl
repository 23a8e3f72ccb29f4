## A sheet for a wall
poster = Cartel
poster-back = Volver a la publicación
poster-how = Imprime esta página con tu navegador: sale en una hoja A4, sin menús.
poster-programme = Programa
parts-title = Forma parte de esto
