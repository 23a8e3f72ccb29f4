# Alianzas y sellos: lo que se rechaza.
founders-too-few = Una alianza la fundan al menos dos organizaciones distintas.
rule-invalid = La regla no puede cumplirse: al menos un aval y no más que fundadoras; la mayoría va de 51 a 100.
slug-invalid = Entre 2 y 40 letras minúsculas, cifras o guiones.
slug-taken = Este nodo ya conoce una alianza con ese nombre.
alliance-unknown = Aquí no encontramos ninguna alianza. Pide a un miembro la dirección de su página.
not-a-member = Tu organización no es miembro de «{ $alliance }».
stamp-own = Nadie puede avalarse ni excluirse a sí mismo.
stamp-unknown = Tu organización no ha dado ese sello.
request-settled = Esto ya está resuelto.
second-person = Firman dos personas: una prepara la adhesión y otra, que pueda firmar, la confirma.
deadline-past = El plazo ha pasado.
text-changed = El texto ha cambiado desde que se pidió. Hay que volver a pedirlo.

## Alianzas y sellos: páginas
alliances-title = Alianzas
alliances-lead = Organizaciones que se avalan unas a otras, sin centro: cada nodo comprueba los sellos por su cuenta.
alliances-none = Este nodo no conoce todavía ninguna alianza.
alliance-kind = Alianza
alliance-on = Así era al final del { $day }.
alliance-today = Ver hoy
alliance-charter = La carta
alliance-rule = Cómo se entra y se sale
alliance-digest = Huella exacta del texto:
alliance-roster = Miembros
alliance-day = Ver otro día
alliance-show = Ver
alliance-since = Miembro desde { $day }
alliance-founder = Fundadora
alliance-sponsored = Avalada por
alliance-stamps = Sellos que lo prueban
alliance-data = Lista como datos abiertos
alliance-evidence = Pruebas en contra
alliance-evidence-lead = Firmas de una misma organización que se contradicen. Lo que vino después no cuenta.
alliance-latest = Lo último de sus miembros
alliance-nothing = Todavía nada.
alliance-verified = Miembro verificado de { $name }
stamp-title = Sello
stamp-says-accession = { $giver } se compromete con la carta de la alianza y quiere ser miembro.
stamp-says-membership = { $giver } avala a { $target } como miembro.
stamp-says-endorsement = { $giver } se adhiere a «{ $target }».
stamp-says-coorganiser = { $giver } coorganiza «{ $target }».
stamp-says-adoption = { $giver } adopta «{ $target }» en su territorio.
stamp-says-recognition = { $giver } reconoce las tarjetas de { $target }.
stamp-is-valid = Es válido.
stamp-why-valid = Lo firma la clave de quien lo da, su cadena está completa y nadie lo ha retirado.
stamp-is-not-yet = Todavía no es válido.
stamp-why-not-yet = Empieza más adelante.
stamp-is-expired = Ya no es válido.
stamp-why-expired = Su plazo terminó.
stamp-is-revoked = Ya no es válido.
stamp-why-revoked = Quien lo dio lo ha retirado.
stamp-is-void = No cuenta.
stamp-why-void = Su clave estaba en otras manos cuando se hizo.
stamp-is-doubtful = No cuenta.
stamp-why-doubtful = Los sellos de quien lo dio se contradicen.
stamp-of-this-text = Es válido, y firma el texto de este archivo.
stamp-of-other-text = No cuenta aquí: firma otro texto que el de este archivo.
stamps-hold = Sellos que valen: { $n } de { $total }.
stamp-renew = Renovar el sello
stamp-renew-about = Se da otra vez con las mismas condiciones y otro fin. El de ahora queda en la cadena.
stamp-renew-until = Vale hasta el final del día
done-renewed = El sello está renovado: es este.
stamp-who = Quién
stamp-what = Sobre qué
stamp-when = Cuándo
stamp-until = Hasta
stamp-reservation = Reserva
stamp-number = Número en su cadena
stamp-key = Clave
stamp-evidence = Descargar la prueba
stamp-verify = Cualquiera lo comprueba sin red:
stamp-kind-membership = Membresía
stamp-kind-endorsement = Firma
stamp-kind-coorganiser = Coorganización
stamp-kind-adoption = Adopción
stamp-kind-recognition = Reconocimiento
request-asked = Sin responder
request-prepared = Preparado: falta la segunda persona
request-granted = Concedido
request-refused = Rechazado
stamps-title = Sellos pedidos
stamps-lead = Lo que otras organizaciones piden a { $name }.
stamps-none = Nadie pide nada por ahora.
stamps-asks = Lo pide { $name }.
stamps-prepare = Preparar la firma
stamps-first-prepared = Antes la prepara alguien que publica por tu organización; después la confirmas tú.
stamps-prepared-by = La preparó { $who }. La confirma otra persona: { $others }.
stamps-alone = Firman dos personas, y solo tú puedes hacerlo por tu organización. Quien la administra puede dar a otra persona el papel de firmante.
stamps-grant = Conceder
stamps-refuse = Rechazar
stamps-check = Comprobar el sello de esta dirección
suspicions-title = Lo que no ha contado
suspicion-unreadable = No se puede leer como sello.
suspicion-unsigned = Nada prueba que lo hiciera quien dice darlo.
suspicion-foreign-key = Lo firma la clave de otra organización.
suspicion-unknown-key = Quien lo da no publica esa clave.
suspicion-expired-key = La clave ya no se usaba cuando se hizo.
suspicion-altered = Dice otra cosa que lo que se firmó.
suspicion-future = Lleva una fecha futura.
suspicion-fork = Contó dos historias distintas con el mismo número.
suspicion-backdated = Lleva una fecha anterior a la del sello que sigue.
suspicion-broken = No sigue al sello anterior de su cadena.
suspicion-void = Su clave estaba comprometida desde antes.
suspicion-not-a-member = Quien avala no era miembro entonces.
suspicion-other-text = No se refiere a una carta de la alianza.
done-prepared = Preparado. Ahora lo confirma otra persona que pueda firmar.
done-granted = Concedido: el sello está hecho y enviado.
done-refused = Rechazado. Quien lo pidió lo sabe.
alliance-rule-quorum = Para excluir a un miembro o cambiar la carta hace falta el { $n } % de los votos.
alliance-members =
    { $n ->
        [one] { $n } miembro
       *[other] { $n } miembros
    }
alliance-rule-members =
    { $n ->
        [one] Entra quien firma la carta y tiene el aval de un miembro.
       *[other] Entra quien firma la carta y tiene el aval de { $n } miembros.
    }
alliance-rule-founders =
    { $n ->
        [one] Entra quien firma la carta y tiene el aval de una fundadora.
       *[other] Entra quien firma la carta y tiene el aval de { $n } fundadoras.
    }
signatures-title =
    { $n ->
        [0] No firma ninguna organización
        [one] Firma una organización
       *[other] Firman { $n } organizaciones
    }
signature-current = Se adhiere
signature-earlier = Se adhirió a un texto anterior
signature-withdrawn = Retiró su firma
signature-void = Su firma no cuenta
signatures-file = Descargar texto y firmas, para comprobarlo sin red
