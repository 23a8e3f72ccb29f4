# What is added to a text for readers on other software.
wire-answer-by = Respostas até
wire-decisions = Decisões
wire-commitments = Compromissos
wire-online = Em linha
