# The working groups that a node hosts.
admin-groups = Grupos de trabajo
groups-lead = Un grupo de trabajo es una cuenta que reparte a sus miembros lo que uno de ellos le envía. Los miembros pueden estar en cualquier nodo y usar otros programas.
groups-none = Aquí todavía no vive ningún grupo.
group-is-closed = Cerrado
group-new = Un grupo nuevo
group-name = Nombre
group-name-hint = Como se muestra: Grupo de trabajo sobre el padrón
group-username = Nombre en su dirección
group-username-hint = Minúsculas, cifras y _. No se puede cambiar nunca.
group-closed = Cerrado
group-closed-hint = Los miembros entran de uno en uno, y solo se les escucha a ellos.
group-make = Crear el grupo
group-end = Terminar el grupo
group-end-about = Se avisa a los servidores de sus miembros y su dirección queda ocupada para siempre. Lo que se dijo en él sigue donde se dijo. No se puede deshacer.
group-end-repeat = Escribe otra vez su dirección
done-group-made = El grupo ya existe.
done-group-ended = El grupo ya no existe.
