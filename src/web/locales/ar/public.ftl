## The start page
start-lead = مبادرات وموارد واجتماعات أقاليم التحالف.
start-soon = قريبًا
start-agenda = كل المواعيد
start-latest = الأحدث
start-all = عرض الكل

## Lists
filter-theme = حسب الموضوع
filter-kind = حسب النوع
filter-all = الكل
empty-agenda = لا مواعيد بعد. ستظهر هنا المبادرات المؤرخة والاجتماعات.
empty-latest = لم يُنشر شيء بعد.
empty-kind = لا توجد منشورات من هذا النوع بعد.
empty-tag = لم يستعمل أحد هذا الوسم بعد.
empty-actor = لا نعرف له منشورات بعد.
empty-search = لم نجد شيئًا. جرّب كلمات أقل أو كتابة أخرى.

## Cards
answer-by = الرد حتى { $day }
boosted-by = أعاد نشره { $name }
cancelled = ملغى
replies = ردود
boosts = إعادات نشر
likes = إعجابات

## The agenda
agenda-lead = ما تنظمه الأقاليم التي تعرفها هذه العقدة.
agenda-subscribe = أضف إلى تقويمي
agenda-months = الأشهر
agenda-earlier = سابقًا
agenda-now = اليوم
agenda-later = لاحقًا

## Territories
territories-lead =
    { $n ->
        [zero] لا تعرف هذه العقدة أي منظمة أو مجموعة بعد.
        [one] تعرف هذه العقدة منظمة أو مجموعة واحدة.
        [two] تعرف هذه العقدة منظمتين أو مجموعتين.
        [few] تعرف هذه العقدة { $n } منظمات ومجموعات.
        [many] تعرف هذه العقدة { $n } منظمة ومجموعة.
       *[other] تعرف هذه العقدة { $n } منظمة ومجموعة.
    }
publications-count =
    { $n ->
        [zero] لا منشورات
        [one] منشور واحد
        [two] منشوران
        [few] { $n } منشورات
        [many] { $n } منشورًا
       *[other] { $n } منشور
    }
followers-count =
    { $n ->
        [zero] لا متابعين
        [one] متابع واحد
        [two] متابعان
        [few] { $n } متابعين
        [many] { $n } متابعًا
       *[other] { $n } متابع
    }
follow-label = متابعة إقليم من عقدة أخرى
follow-hint = معرّفه مثل ‎@valmar@valmar.example أو عنوان صفحته.
follow-find = ابحث

## Search
search-label = البحث في المبادرات والموارد والأقاليم
search-placeholder = استقبال، سكن…
search-about = نبحث عن الكلمات في كل ما هو عام وتعرفه هذه العقدة. لا أهمية للتشكيل.
search-elsewhere = البحث في عقد أخرى

## The page of an actor
follow = متابعة
following-end = تتابعه · إلغاء المتابعة
follow-asked = أُرسل الطلب · سحبه
edit-profile = تعديل الملف
see-original = عرض الأصل
mute = كتم
block = حظر
unblock = إلغاء الحظر
report = تبليغ

## The page of a publication
post-by = تدوينة { $name }
draft-note = هذه مسودة: لا تراها إلا منظمتك.
in-reply-to = ردًا على
edited = معدّل: عرض التغييرات
also-in = متاح أيضًا بـ
translation-human = ترجمة.
translation-machine = ترجمة آلية.
translation-outdated = ترجمة لنسخة سابقة.
minutes-decisions = القرارات
minutes-commitments = الالتزامات
files = المستندات
file = مستند
field-when = متى
field-place = أين
field-online = عبر الإنترنت
field-join = التسجيل
field-stage = المرحلة
field-since = منذ
field-deadline = الموعد الأخير
field-about = بشأن
hint-about = النشاط أو الحملة أو الاجتماع الذي يتبعه، إن وُجد.
field-partners = الشركاء
field-resource-type = نوع المورد
field-licence = الرخصة
place-coarse = العنوان الدقيق غير منشور.
places-count =
    { $n ->
        [zero] لا أماكن
        [one] مكان واحد
        [two] مكانان
        [few] { $n } أماكن
        [many] { $n } مكانًا
       *[other] { $n } مكان
    }
with-partners = بالشراكة مع:
add-to-calendar = أضف إلى التقويم
going-count =
    { $n ->
        [zero] لن يحضر أحد بعد
        [one] سيحضر شخص واحد
        [two] سيحضر شخصان
        [few] سيحضر { $n } أشخاص
        [many] سيحضر { $n } شخصًا
       *[other] سيحضر { $n } شخص
    }
receipts-title = إلى أين وصلت
receipts-reached =
    { $n ->
        [zero] لم تُرسل إلى أي عقدة.
        [one] وصلت إلى { $reached } من عقدة واحدة.
        [two] وصلت إلى { $reached } من عقدتين.
        [few] وصلت إلى { $reached } من { $n } عقد.
        [many] وصلت إلى { $reached } من { $n } عقدة.
       *[other] وصلت إلى { $reached } من { $n } عقدة.
    }
receipt-waiting = قيد الانتظار
receipt-refused = لم تقبله
receipt-parked = لا تجيب منذ أيام؛ سيُرسل عند عودتها
receipt-expired = لم تجب خلال 30 يومًا
join = سأحضر
rsvp-asked = طُلب مكان · سحب الطلب
rsvp-going = ستحضر · إلغاء
rsvp-maybe = ربما · إلغاء
rsvp-refused = لا مكان · سحب
like = أعجبني
boost = إعادة نشر
edit = تعديل
write-minutes = كتابة المحضر
withdraw = سحب
answers = الردود
answers-none = لم يرد أحد بعد.
reply = رد
reply-as = الرد باسم { $name }
sign-in-to-answer = سجّل الدخول للرد
resource-guide = دليل
resource-study = دراسة
resource-document = مستند
resource-dataset = بيانات
resource-link = رابط
resource-template = نموذج

## Ways in, filters, months, and what is kept
start-doors = عمّ تبحث؟
start-quilt = كل إقليم نسيج مختلف، منسوج من اسمه على الشبكة.
filter = تصفية
filter-territory = بحسب الإقليم
filter-apply = تطبيق
filter-clear = إزالة التصفية
agenda-view = العرض
agenda-list = قائمة
agenda-month = شهر
agenda-entries =
    { $n ->
        [zero] ، لا مواعيد
        [one] ، موعد واحد
        [two] ، موعدان
        [few] ، { $n } مواعيد
        [many] ، { $n } موعدًا
       *[other] ، { $n } موعد
    }
keep = حفظ
empty-saved = سيظهر هنا ما تحفظه لوقت لاحق. لا يراه غيرك.
empty-first = انشر أول شيء
empty-territories = اطّلع على الأقاليم
empty-peer = جرّب مع عقدة أخرى
