## Said once after something was done
done-published = Publicado. Abajo verás hasta dónde llega.
done-welcome = Bienvenida, bienvenido. Sigue a algunos territorios para empezar.
done-reported = Gracias. Lo leerán quienes administran el nodo.
done-edited = Cambios guardados y enviados.
done-draft = Borrador guardado. Nadie más lo ve todavía.
done-withdrawn = Retirado.
done-saved = Guardado.
