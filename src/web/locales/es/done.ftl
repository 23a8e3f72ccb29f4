## Said once after something was done
done-published = Publicado. Abajo verás hasta dónde llega.
done-welcome = Bienvenida, bienvenido. Sigue a algunos territorios para empezar.
done-reported = Gracias. Lo leerán quienes administran el nodo.
