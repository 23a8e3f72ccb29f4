## خادم البريد
mail-server = خادم البريد
mail-server-keep = حفظ الخادم
mail-host = الخادم
mail-host-hint = يخبرك به من يقدّم لك البريد. فارغ: لا يُرسل بريد.
mail-security = الاتصال
mail-security-tls = TLS منذ البداية (المعتاد)
mail-security-starttls = STARTTLS
mail-security-none = دون تشفير، داخل هذا الجهاز فقط
mail-port = المنفذ (اختياري)
mail-port-hint = فارغ: المنفذ المعتاد للاتصال.
mail-username = المستخدم (اختياري)
mail-password = كلمة السر (اختياري)
mail-password-hint = تُحفظ مشفّرة بمفتاح العقدة ولا تعرضها أي صفحة.
mail-password-kept = هناك واحدة محفوظة. فارغ: تبقى ما دام الخادم والمستخدم كما هما.
mail-from = المرسل (اختياري)
mail-from-hint = مثلًا: ⁦Valmar <notices@valmar.example>⁩
mail-in-clear = دون تشفير لا تذهب الرسائل إلا إلى خادم على هذا الجهاز نفسه. اختر TLS أو STARTTLS.
