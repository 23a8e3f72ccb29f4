## A sheet for a wall
poster = Cartaz
poster-back = Voltar à publicação
poster-how = Imprima esta página com o seu navegador: sai numa folha A4, sem menus.
poster-programme = Programa
parts-title = O que faz parte disto
