# What is added to a text for readers on other software.
wire-answer-by = Respuestas hasta
wire-decisions = Acuerdos
wire-commitments = Compromisos
wire-online = En línea
