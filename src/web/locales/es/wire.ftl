# What is added to a text for readers on other software.
wire-answer-by = Respuestas hasta
wire-decisions = Acuerdos
wire-commitments = Compromisos
wire-online = En línea
wire-stamp-accession = { $giver } se compromete con la carta de la alianza
wire-stamp-membership = { $giver } avala a { $target } como miembro de la alianza
wire-stamp-endorsement = { $giver } se adhiere
wire-stamp-coorganiser = { $giver } coorganiza
wire-stamp-adoption = { $giver } lo adopta en su territorio
wire-stamp-recognition = { $giver } reconoce las tarjetas de { $target }
wire-stamp-revoked = { $giver } retira su consentimiento
wire-for-some = Hay algo nuevo solo para algunas personas. Se lee entrando donde se publicó:
rsvp-ignored = Las respuestas se dan en otra parte: mira su propia página · retirar
thread-locked = Quienes moderan el grupo han cerrado esta conversación.
group-audience = Lo que se dice en un grupo de trabajo es para todo el mundo. Para menos gente, elige seguidores, alianza o personas nombradas.
