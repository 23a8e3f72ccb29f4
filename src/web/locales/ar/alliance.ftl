# التحالفات والأختام: ما يُرفض.
founders-too-few = يؤسس التحالفَ منظمتان مختلفتان على الأقل.
rule-invalid = لا يمكن الوفاء بهذه القاعدة: تزكية واحدة على الأقل ولا أكثر من عدد المؤسسين، والأغلبية من 51 إلى 100.
slug-invalid = من 2 إلى 40 حرفًا لاتينيًا صغيرًا أو رقمًا أو شرطة.
slug-taken = تعرف هذه العقدة تحالفًا بهذا الاسم من قبل.
alliance-unknown = لا يوجد تحالف في هذا العنوان. اطلب من أحد الأعضاء عنوان صفحته.
not-a-member = منظمتك ليست عضوًا في «{ $alliance }».
stamp-own = لا أحد يزكّي نفسه أو يستبعد نفسه.
stamp-unknown = لم تمنح منظمتك هذا الختم.
request-settled = سبق البتّ في هذا.
second-person = يوقّع شخصان: أحدهما يُعِدّ التوقيع والآخر، ممن يحق له التوقيع، يؤكده.
deadline-past = انقضت المهلة.
text-changed = تغيّر النص منذ الطلب، ويجب الطلب من جديد.

## Alliances and stamps: pages
alliances-title = التحالفات
alliances-lead = منظمات يزكّي بعضها بعضًا بلا مركز: كل عقدة تتحقق من الأختام بنفسها.
alliances-none = لا تعرف هذه العقدة أي تحالف بعد.
alliance-kind = تحالف
alliance-on = كما كان في نهاية { $day }.
alliance-today = عرض اليوم
alliance-charter = الميثاق
alliance-rule = كيف يكون الدخول والخروج
alliance-digest = البصمة الدقيقة للنص:
alliance-roster = الأعضاء
alliance-day = عرض يوم آخر
alliance-show = عرض
alliance-since = عضو منذ { $day }
alliance-founder = من المؤسسين
alliance-sponsored = بتزكية
alliance-stamps = الأختام التي تثبت ذلك
alliance-data = القائمة كبيانات مفتوحة
alliance-evidence = أدلة مضادة
alliance-evidence-lead = توقيعات متناقضة من منظمة واحدة. ما تلاها لا يُحتسب.
alliance-latest = أحدث ما نشره الأعضاء
alliance-nothing = لا شيء بعد.
alliance-verified = عضو موثّق في { $name }
stamp-title = ختم
stamp-says-accession = تلتزم { $giver } بالميثاق وتريد أن تكون عضوًا.
stamp-says-membership = { $giver } تزكّي { $target } للعضوية.
stamp-says-endorsement = توقّع { $giver } على «{ $target }».
stamp-says-coorganiser = تشارك { $giver } في تنظيم «{ $target }».
stamp-says-adoption = تتبنى { $giver } «{ $target }» في إقليمها.
stamp-says-recognition = تعترف { $giver } ببطاقات { $target }.
stamp-is-valid = ساري المفعول.
stamp-why-valid = موقّع بمفتاح مانحه، وسلسلته كاملة، ولم يسحبه أحد.
stamp-is-not-yet = ليس ساريًا بعد.
stamp-why-not-yet = يبدأ لاحقًا.
stamp-is-expired = لم يعد ساريًا.
stamp-why-expired = انتهت مدته.
stamp-is-revoked = لم يعد ساريًا.
stamp-why-revoked = سحبه من منحه.
stamp-is-void = لا يُحتسب.
stamp-why-void = كان مفتاحه في أيدٍ أخرى وقت صنعه.
stamp-is-doubtful = لا يُحتسب.
stamp-why-doubtful = أختام مانحه متناقضة.
stamp-of-this-text = إنه ساري المفعول، ويوقّع النص الوارد في هذا الملف.
stamp-of-other-text = لا يُحتسب هنا: يوقّع نصًا غير الوارد في هذا الملف.
stamps-hold = الأختام السارية: { $n } من { $total }.
stamp-renew = تجديد الختم
stamp-renew-about = يُمنح مرة أخرى بالشروط نفسها وبنهاية جديدة. يبقى الختم الحالي في السلسلة.
stamp-renew-until = يسري حتى نهاية يوم
done-renewed = جُدّد الختم: هذا هو الجديد.
stamp-who = من
stamp-what = بشأن
stamp-when = متى
stamp-until = حتى
stamp-reservation = تحفّظ
stamp-number = الرقم في السلسلة
stamp-key = المفتاح
stamp-evidence = تنزيل الدليل
stamp-verify = يمكن لأي شخص التحقق منه دون شبكة:
stamp-kind-membership = عضوية
stamp-kind-endorsement = توقيع
stamp-kind-coorganiser = تنظيم مشترك
stamp-kind-adoption = تبنٍّ
stamp-kind-recognition = اعتراف
request-asked = بلا رد
request-prepared = جاهز: ينقص الشخص الثاني
request-granted = مُنح
request-refused = رُفض
stamps-title = الأختام المطلوبة
stamps-lead = ما تطلبه منظمات أخرى من { $name }.
stamps-none = لا أحد يطلب شيئًا الآن.
stamps-asks = الطلب من { $name }.
stamps-prepare = إعداد التوقيع
stamps-first-prepared = يُعدّه أولًا شخص ينشر باسم منظمتك، ثم تؤكّده أنت.
stamps-prepared-by = أعدّه { $who }. ويؤكّده شخص آخر: { $others }.
stamps-alone = يوقّع شخصان، وأنت وحدك من يحق له ذلك باسم منظمتك. يمكن لمن يديرها أن يمنح شخصًا آخر دور الموقّع.
stamps-grant = منح
stamps-refuse = رفض
stamps-check = تحقق من الختم في هذا العنوان
suspicions-title = ما لم يُحتسب
suspicion-unreadable = لا يمكن قراءته كختم.
suspicion-unsigned = لا شيء يثبت أن مانحه صنعه.
suspicion-foreign-key = موقّع بمفتاح جهة أخرى.
suspicion-unknown-key = لا ينشر مانحه هذا المفتاح.
suspicion-expired-key = كان المفتاح متروكًا قبل صنعه.
suspicion-altered = يقول غير ما وُقّع عليه.
suspicion-future = مؤرخ في المستقبل.
suspicion-fork = رُويت قصتان مختلفتان تحت رقم واحد.
suspicion-backdated = تاريخه أقدم من تاريخ الختم السابق له.
suspicion-broken = لا يتبع الختم الذي قبله في السلسلة.
suspicion-void = كان مفتاحه مخترقًا من قبل.
suspicion-not-a-member = لم يكن مانحه عضوًا حينها.
suspicion-other-text = لا يخص ميثاقًا من مواثيق التحالف.
done-prepared = أُعدّ. يؤكده الآن شخص آخر يحق له التوقيع.
done-granted = مُنح: صُنع الختم وأُرسل.
done-refused = رُفض، وعلم بذلك من طلبه.
alliance-rule-quorum = لاستبعاد عضو أو تعديل الميثاق يلزم { $n }٪ من الأصوات.
alliance-members =
    { $n ->
        [zero] لا أعضاء
        [one] عضو واحد
        [two] عضوان
        [few] { $n } أعضاء
        [many] { $n } عضوًا
       *[other] { $n } عضو
    }
alliance-rule-members =
    { $n ->
        [zero] يدخل من يوقّع الميثاق.
        [one] يدخل من يوقّع الميثاق ويزكّيه عضو واحد.
        [two] يدخل من يوقّع الميثاق ويزكّيه عضوان.
        [few] يدخل من يوقّع الميثاق ويزكّيه { $n } أعضاء.
        [many] يدخل من يوقّع الميثاق ويزكّيه { $n } عضوًا.
       *[other] يدخل من يوقّع الميثاق ويزكّيه { $n } عضو.
    }
alliance-rule-founders =
    { $n ->
        [zero] يدخل من يوقّع الميثاق.
        [one] يدخل من يوقّع الميثاق ويزكّيه مؤسس واحد.
        [two] يدخل من يوقّع الميثاق ويزكّيه مؤسسان.
        [few] يدخل من يوقّع الميثاق ويزكّيه { $n } مؤسسين.
        [many] يدخل من يوقّع الميثاق ويزكّيه { $n } مؤسسًا.
       *[other] يدخل من يوقّع الميثاق ويزكّيه { $n } مؤسس.
    }
signatures-title =
    { $n ->
        [zero] لا توقيعات
        [one] وقّعت منظمة واحدة
        [two] وقّعت منظمتان
        [few] وقّعت { $n } منظمات
        [many] وقّعت { $n } منظمة
       *[other] وقّعت { $n } منظمة
    }
signature-current = توقّع على هذا النص
signature-earlier = وقّعت على نص سابق
signature-withdrawn = سحبت توقيعها
signature-void = توقيعها لا يُحتسب
signatures-file = تنزيل النص والتوقيعات للتحقق دون شبكة
