# الاعتراف بالبطاقات والتنظيم المشترك والتبني.
services-missing = اختر خدمة واحدة على الأقل.
recognitions-title = البطاقات المعترف بها
recognitions-lead = أي مدينة تعترف ببطاقات مدينة أخرى، ولأي خدمات وحتى متى. لا يُسجَّل من يحمل بطاقة.
recognitions-none = لا تعترف أي مدينة ببطاقات مدينة أخرى بعد.
recognitions-of = بطاقات
recognitions-all = كل المدن
recognitions-caption = الصفوف للمدن المعترِفة والأعمدة للخدمات.
recognition-city = المدينة
recognition-cards = بطاقات
recognition-when = متى
recognition-sides = الاتفاق
recognition-yes = نعم
recognition-no = لا
recognition-both = من الطرفين
recognition-one = لم يجب الطرف الآخر
recognition-from = من { $day }
recognition-until = حتى { $day }
recognition-terms = الاعتراف
recognise-title = الاعتراف ببطاقات مدينة أخرى
recognise-lead = تتعهد منظمتك بذلك فورًا وتطلب المثل من الأخرى. الاتفاق علني ويحمل ختم كل طرف.
recognise-with = مع أي مدينة
recognise-services = لأي خدمات
recognise-from = من
recognise-from-hint = فارغ: من اليوم.
recognise-until = حتى
recognise-until-hint = فارغ: إلى أن يسحبه أحد الطرفين.
recognise-send = التعهد وطلب المثل
service-registration = تسجيل السكن
service-health = الصحة
service-education = المدرسة
service-language = دروس اللغة
service-library = المكتبات
service-transport = النقل
service-sport = الرياضة
service-culture = الثقافة
service-social = الخدمات الاجتماعية
service-housing = السكن
done-recognised = تم التعهد ووصل الطلب إلى المدينة الأخرى.
done-adopted = تم التبني ومُنح الختم. هذه المسودة لك: ضع مكانك وتواريخك وكلماتك ثم انشرها.
ask-kind = ما المطلوب
ask-kind-endorsement = توقيع النص
ask-kind-endorsement-hint = كما هو الآن بكل لغاته. إن تغير حرف بعد ذلك وجب الطلب من جديد.
ask-kind-coorganiser = التنظيم المشترك
ask-kind-coorganiser-hint = تظهر ضمن المنظِّمين وتعرضه على متابعيها. ولا يغير الموعد والمكان إلا من نشره.
ask-kind-adoption = تبنيه في إقليمهم
ask-kind-adoption-hint = تُعد كل منها نسختها بمكانها وتواريخها، مرتبطة بهذه.
consents-coorganiser = يشارك في التنظيم
consents-adoption = تبنّتها
consents-ask = دعوة الآخرين للمشاركة
adhesions-lead = لا تغادر الأسماء عقدة كل شخص: يُحصى عددهم في كل إقليم فقط.
adhere = أؤيّد هذا البيان
unadhere = أسحب تأييدي
adhere-sign-in = سجّل الدخول لتؤيّد البيان
adhere-confirm = أكّد عنوان بريدك الإلكتروني لكي تؤيّد البيان
adhere-mail = بريدك الإلكتروني
adhere-mail-hint = نكتب إليك مرة واحدة لنعرف أنه بريدك. بعدها لا نحتفظ بالعنوان ولا باسمك، بل بعلامة لا يقرؤها أحد غيرنا لكي تُحسب مرة واحدة.
adhere-mail-send = اكتبوا إليّ
adhere-mail-sent = انظر في بريدك: ستجد رابطًا لتأييد البيان أو لسحب تأييدك. يعمل ثلاثة أيام.
adhere-mail-peace = إن لم يصل شيء خلال دقائق فانظر في البريد غير المرغوب فيه. لا نكتب إلى عنوان واحد أكثر من مرة في الساعة.
adhere-mail-there = سبق أن أيّدت هذا البيان بهذا العنوان.
done-adhered = أُضيف تأييدك.
done-unadhered = سُحب تأييدك.
adopt = تبنيه في إقليمي
adhesions-title =
    { $n ->
        [zero] لم ينضم أحد بعد
        [one] انضم شخص واحد
        [two] انضم شخصان
        [few] انضم { $n } أشخاص
        [many] انضم { $n } شخصًا
       *[other] انضم { $n } شخص
    }
