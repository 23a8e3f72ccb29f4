# What is added to a text for readers on other software.
wire-answer-by = الرد حتى
wire-decisions = القرارات
wire-commitments = الالتزامات
wire-online = عبر الإنترنت
wire-stamp-accession = تلتزم { $giver } بميثاق التحالف
wire-stamp-membership = { $giver } تزكّي { $target } لعضوية التحالف
wire-stamp-endorsement = توقّع { $giver } على هذا النص
wire-stamp-coorganiser = تشارك { $giver } في التنظيم
wire-stamp-adoption = تتبنى { $giver } هذا في إقليمها
wire-stamp-recognition = تعترف { $giver } ببطاقات { $target }
wire-stamp-revoked = تسحب { $giver } موافقتها
wire-for-some = هناك جديد لبعض القرّاء فقط. لقراءته، سجّل الدخول في الموقع الذي نُشر فيه:
rsvp-ignored = تُقبل الردود في مكان آخر: انظر صفحته الخاصة · سحب
thread-locked = أغلق مشرفو المجموعة هذه المحادثة.
group-audience = ما يُقال في مجموعة عمل متاح للجميع. لجمهور أصغر، اختر المتابعين أو التحالف أو من تذكرهم.
