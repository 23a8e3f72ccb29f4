## Said once after something was done
done-published = Publicado. Em baixo verá até onde chega.
done-welcome = Boas-vindas. Siga alguns territórios para começar.
done-set-up = A sua conta está feita: já administra este nó.
done-reported = Agradecemos. As pessoas que administram o nó vão lê-la.
done-edited = Alterações guardadas e enviadas.
done-draft = Rascunho guardado. Ainda ninguém mais o vê.
done-withdrawn = Retirado.
done-saved = Guardado.
done-revoked = Convite retirado.
done-password = Palavra-passe guardada. Já pode entrar com ela.
done-closed = Fechado.
done-leaving = Está bem. Agradecemos a sua passagem por aqui.
done-staying = Ainda bem: nada será apagado.
done-federating = O nó já fala com os outros.
done-confirmed = E-mail confirmado.
done-mailed = Enviado. Veja se chegou.
done-begun = Em curso.
