## Kinds of publication
kind-post = تدوينة
kind-action = مبادرة
kind-resource = مورد
kind-meeting = اجتماع
kind-minutes = محضر
kind-call = نداء
kind-campaign = حملة
kind-communique = بيان
kind-event = فعالية
kind-article = مقال
kinds-post = تدوينات
kinds-action = مبادرات
kinds-resource = موارد
kinds-meeting = اجتماعات
kinds-minutes = محاضر
kinds-call = نداءات
kinds-campaign = حملات
kinds-communique = بيانات
kinds-event = فعاليات
kinds-article = مقالات

## What each kind is for, said to whoever is about to write one
about-action = ممارسة أو مشروع أو فعالية في إقليمك.
about-resource = دليل أو دراسة أو مستند يفيد الآخرين.
about-meeting = جدول أعمال بوقت ومكان.
about-minutes = ما قيل وما تقرر ومن سيفعل ماذا.
about-call = رسالة قصيرة وعاجلة تطلب شيئًا قبل موعد محدد.
about-campaign = إطار يجمع مبادرات كثيرة، ومنها مبادرات منظمات أخرى: أسبوع أو عام.
about-post = بضعة أسطر كما في أي شبكة.

## Who can read
visibility-public = الجميع
visibility-quiet = من لديه الرابط
visibility-followers = متابعوك
visibility-alliance = التحالف
visibility-group = المجموعة
visibility-organisation = منظمتك
visibility-local = هذه العقدة
visibility-named = الأشخاص المذكورون
audience-public = يظهر في القوائم ويصل إلى متابعيك على أي خادم. قد تبقى نسخ على خوادم أخرى بعد الحذف.
audience-quiet = يصل إلى متابعيك ويُفتح بالرابط لكنه لا يظهر في القوائم.
audience-followers = يصل إلى متابعيك فقط. قد يستطيع مسؤولو خوادمهم قراءته.
audience-alliance = يصل إلى منظمات تحالفاتك ويبقى بينها. قد يتمكن مديرو عُقدها من قراءته.
audience-group = يصل إلى أعضاء المجموعة وإلى من يتابعها.
audience-organisation = يقرؤه أعضاء منظمتك على هذه العقدة ولا يغادرها.
audience-local = يقرؤه من لديه حساب على هذه العقدة ولا يغادرها.
audience-named = يصل فقط إلى من تذكرهم بعلامة @ في النص.

## How far an action is
stage-planned = قيد الإعداد
stage-ongoing = جارية
stage-finished = منتهية

## How exactly a place is told
precision-exact = العنوان الدقيق
precision-district = الحي فقط
precision-city = المدينة فقط
precision-hidden = لا شيء

## How people join
join-free = التسجيل مفتوح للجميع
join-restricted = يلزم طلب مكان
join-external = التسجيل في صفحة أخرى
join-none = بلا تسجيل

## Roles
role-administrator = مسؤول
role-coordinator = منسق
role-editor = محرر
role-signatory = مُوقِّع
role-member = عضو
role-about-administrator = يدير الأشخاص والملف وكل ما عدا ذلك.
role-about-coordinator = ينشر ويتابع ويعيد النشر ويرد باسم المنظمة.
role-about-editor = يكتب وينشر باسم المنظمة.
role-about-signatory = يوقّع البيانات باسم المنظمة.
role-about-member = يقرأ ما يخص المنظمة وحدها.

## Themes
theme-welcome = الاستقبال
theme-registration = تسجيل السكن
theme-citizenship = المواطنة
theme-housing = السكن
theme-health = الصحة
theme-education = التعليم
theme-language = اللغة
theme-work = العمل
theme-rights = الحقوق
theme-regularisation = تسوية الأوضاع
theme-borders = الحدود
theme-rural = الأرياف
theme-culture = الثقافة
theme-participation = المشاركة
theme-gender = النوع الاجتماعي
theme-youth = الشباب
theme-advocacy = المناصرة
theme-research = البحث

## What actors are
actor-organisation = إقليم
actor-person = شخص
actor-group = مجموعة
actor-application = عقدة
actor-service = خدمة
moved-to = انتقل هذا الحساب. هو الآن:

## Counts
