# The working groups that a node hosts.
admin-groups = Grupos de trabalho
groups-lead = Um grupo de trabalho é uma conta que passa a todos os seus membros o que um deles lhe envia. Os membros podem estar em qualquer nó e usar outros programas.
groups-none = Ainda não vive aqui nenhum grupo.
group-is-closed = Fechado
group-new = Um grupo novo
group-name = Nome
group-name-hint = Como se mostra: Grupo de trabalho sobre residência
group-username = Nome no seu endereço
group-username-hint = Minúsculas, algarismos e _. Nunca pode mudar.
group-closed = Fechado
group-closed-hint = Os membros entram um a um, e só eles são ouvidos.
group-make = Criar o grupo
group-end = Terminar o grupo
group-end-about = Os servidores dos membros são avisados e o endereço fica ocupado para sempre. O que se disse nele fica onde foi dito. Não se pode desfazer.
group-end-repeat = Escreva outra vez o endereço
done-group-made = O grupo já existe.
done-group-ended = O grupo já não existe.
