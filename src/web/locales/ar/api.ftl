## What the client API says when it says no
api-not-found = غير موجود، أو لا يحق لك الاطلاع عليه.
api-signed-out = رمز وصول التطبيق غير صالح: سجّل الدخول من جديد.
api-forbidden = لا يُسمح لك بفعل هذا.
api-outside-scopes = هذا الإجراء خارج الأذونات الممنوحة للتطبيق.
api-needs-person = يتطلب هذا مستخدمًا سجّل الدخول.
api-missing = ينقص { $name }.
api-wrong = { $name } غير صالح.
api-unreadable = تعذّرت قراءة محتوى الطلب.
api-type = أرسل JSON أو نموذجًا أو multipart/form-data.
api-too-many-values = في الطلب معاملات أكثر من اللازم.
api-too-large = الطلب كبير جدًا.
api-peer = لم تُجب العقدة الأخرى.
api-busy = العقدة مشغولة؛ أعد المحاولة بعد قليل.
api-fault = حدث خطأ ما في هذه العقدة.
api-underway = المنشور نفسه قيد الإرسال.
api-invalid-request = معامل OAuth ناقص أو غير صالح.
api-invalid-client = تعذّر التحقق من هوية التطبيق.
api-invalid-grant = رمز التفويض غير صالح: انتهى أو استُعمل أو يخص تطبيقًا آخر.
api-invalid-scope = الإذن المطلوب غير معروف أو لم يصرّح به التطبيق.
api-response-type = لا يُقبل إلا response_type=code.
api-grant-type = لا يُقبل إلا authorization_code و client_credentials. لا يعطي أحد كلمة سره لتطبيق.
api-method = لا يقبل هذا العنوان هذه الطريقة.
