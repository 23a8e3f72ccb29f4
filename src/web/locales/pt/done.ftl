## Said once after something was done
done-published = Publicado.
