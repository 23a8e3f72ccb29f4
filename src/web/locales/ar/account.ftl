## Forms
form-problems = هناك ما ينقص
cancel = إلغاء

## Signing in and up
field-login = اسم المستخدم أو البريد
field-password = كلمة السر
sign-in-about = تُفتح الحسابات بدعوة. القراءة والبحث لا يحتاجان إلى حساب.
sign-up-title = فتح حساب
sign-up = افتح الحساب
sign-up-lead = لقد دُعيت إلى هذه العقدة.
sign-up-asked = هنا يقرأ أحدهم كل طلب قبل فتح الحساب. قل في كلمات قليلة من أنت أو من أرسلك، ويكفي اسم مستعار.
sign-up-ask = أطلب الحساب
sign-up-waits = حُفظ طلبك. بقي أن يقرأه من يتولّى هذه العقدة.
sign-up-waits-more = إن أعطيت بريدًا فسنكتب إليك. وإلا فحاول الدخول بعد أيام باسمك وكلمة مرورك. القراءة لا تحتاج إلى حساب.
field-reason = لماذا تريد حسابًا
hint-reason = تكفي بضعة أسطر. لا تكتب ما يعرّضك للخطر: يُحذف كل ذلك حالما يقرّر أحدهم.
arriving-title = ماذا تريد أن تقرأ؟
arriving-lead = اختر بعض الأقاليم فتمتلئ صفحتك بما تنشره. يمكنك تغيير ذلك متى شئت.
arriving-territories = الأقاليم
arriving-go = ابدأ القراءة
arriving-later = ليس الآن
done-arrived = تم: هذه صفحتك الرئيسية.
sign-up-with-role = لقد دُعيت إلى { $name } ({ $role }).
sign-up-privacy = لا نطلب اسمك الحقيقي ولا هاتفك ولا تاريخ ميلادك.
field-username = اسم المستخدم
hint-username = لا يمكن تغييره لاحقًا. الاسم المستعار مقبول.
field-name = الاسم الظاهر
hint-name = كما تحب أن تُنادى.
field-email = البريد (اختياري)
hint-email = للدخول واستعادة كلمة السر فقط. لا يراه أحد.
hint-password = عشرة أحرف على الأقل. ثلاث كلمات أو أربع متتالية تفي بالغرض.
field-your-language = لغة الصفحات

## Home
home-of = صفحة { $name }
home-suggested = أقاليم للبداية
empty-home = سيظهر هنا ما تنشره الأقاليم التي تتابعها.

## Following
follow-title = متابعة الأقاليم
follow-requests = يطلبون متابعتك
follow-following = من تتابع
accept = قبول
reject = رفض
unfollow = إلغاء المتابعة
empty-following = لا تتابع أحدًا بعد.

## Notifications
notice-mention = ذكرك
notice-reblog = أعاد نشر منشورك
notice-favourite = أعجبه منشورك
notice-follow = يتابعك
notice-follow_request = يطلب متابعتك
notice-update = عدّل شيئًا أعدت نشره أو رددت عليه
notice-call = يطلق نداءً
notice-rsvp = يريد الحضور
notice-report = أرسل بلاغًا
notice-account_request = لديها طلبات حسابات لم تُقرأ
notice-new = جديد
notice-go-follow_request = الرد على الطلب
empty-notifications = لا جديد. ستعرف هنا من يذكرك أو يرد عليك أو يتابعك.

## Reports
report-title = التبليغ عن { $name }
report-lead = سيقرؤه مسؤولو هذه العقدة. لن يعرف المبلَّغ عنه من أنت.
report-why = السبب
report-spam = إعلانات أو رسائل مزعجة
report-legal = قد يكون مخالفًا للقانون
report-violation = يخالف قواعد هذه العقدة
report-other = سبب آخر
report-comment = ما الذي حدث (اختياري)
hint-report-comment = لا تكتب بيانات أشخاص آخرين.
report-forward = إبلاغ خادمه أيضًا
hint-report-forward = يُرسل باسم هذه العقدة لا باسمك.
report-send = إرسال البلاغ
