## Said once after something was done
done-published = Publicado. Em baixo verá até onde chega.
done-welcome = Boas-vindas. Siga alguns territórios para começar.
done-reported = Obrigado. Vão lê-lo as pessoas que administram o nó.
done-edited = Alterações guardadas e enviadas.
done-draft = Rascunho guardado. Ainda ninguém mais o vê.
done-withdrawn = Retirado.
done-saved = Guardado.
