## Said once after something was done
done-published = Publicado. Abajo verás hasta dónde llega.
done-welcome = Bienvenida, bienvenido. Sigue a algunos territorios para empezar.
done-set-up = Tu cuenta está hecha: ya administras este nodo.
done-reported = Gracias. Lo leerán quienes administran el nodo.
done-edited = Cambios guardados y enviados.
done-draft = Borrador guardado. Nadie más lo ve todavía.
done-withdrawn = Retirado.
done-saved = Guardado.
done-revoked = Invitación retirada.
done-password = Contraseña guardada. Ya puedes entrar con ella.
done-closed = Cerrado.
done-leaving = De acuerdo. Gracias por haber estado aquí.
done-staying = Nos alegramos: no se borra nada.
done-federating = El nodo ya habla con los demás.
done-confirmed = Correo confirmado.
done-mailed = Enviado. Mira si ha llegado.
done-begun = En marcha.
