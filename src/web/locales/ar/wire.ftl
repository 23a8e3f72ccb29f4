# What is added to a text for readers on other software.
wire-answer-by = الرد قبل
wire-decisions = القرارات
wire-commitments = الالتزامات
wire-online = عبر الإنترنت
