## Letters
mail-invitation-subject = دعوة إلى { $node }
mail-invitation-text = أنت مدعو لفتح حساب في { $node }.
mail-invitation-role = أنت مدعو إلى { $name } ({ $role }).
mail-invitation-button = فتح الحساب
mail-invitation-note = يصلح الرابط أربعة عشر يومًا ومرة واحدة. إن كنت لا تعرف من دعاك فلا تفعل شيئًا.
mail-confirm-subject = أكّد بريدك في { $node }
mail-confirm-text = يقول الحساب { $name } في { $node } إن هذا البريد له. هل هذا صحيح؟
mail-confirm-button = نعم، هو بريدي
mail-reset-subject = كلمة سر جديدة لـ { $node }
mail-reset-text = طلب أحدهم، وربما أنت، كلمة سر جديدة للحساب { $name } في { $node }. يصلح الرابط ساعة.
mail-unasked = إن كنت لا تعرف ما هذا فلا تفعل شيئًا، ولن يحدث شيء.
mail-adhesion-subject = تأييدك في { $node }
mail-adhesion-text = في { $node } كتب أحدهم هذا العنوان لتأييد البيان «{ $title }» أو لسحب تأييده. هل أنت من فعل؟
mail-adhesion-button = نعم، عرض البيان
mail-adhesion-note = لا يُحسب شيء حتى تفتح الرابط وتؤكّد. إن لم تكن أنت فلا تفعل شيئًا: لا نحتفظ بهذا العنوان.
mail-welcome-subject = صار لك حساب في { $node }
mail-welcome-text = قبِل من يتولّى { $node } حسابك { $name }. ادخل بكلمة المرور التي اخترتها.
mail-declined-subject = طلبك لحساب في { $node }
mail-declined-text = لم يفتح من يتولّى { $node } الحساب الذي طلبته. حُذف ما كتبته في الطلب. القراءة لا تحتاج إلى حساب.
mail-notices-subject =
    { $n ->
        [zero] لا إشعارات من { $node }
        [one] إشعار من { $node }
        [two] إشعاران من { $node }
        [few] { $n } إشعارات من { $node }
        [many] { $n } إشعارًا من { $node }
       *[other] { $n } إشعار من { $node }
    }
mail-notices-note = تصلك لأنك اخترت ذلك. للتغيير: { $href }
mail-digest-subject = جديد الأقاليم التي تتابعها، من { $node }
mail-digest-note = هذا هو الملخص الذي طلبته. للتغيير: { $href }
mail-unsubscribe = إيقاف مثل هذه الرسائل
mail-test-subject = رسالة تجريبية من { $node }
mail-test-text = إن كنت تقرأ هذا فالعقدة قادرة على إرسال البريد.
mail-test-button = الذهاب إلى العقدة

## Mail, seen from the administration
admin-mail = البريد
mail-through = يخرج البريد عبر { $host }.
mail-none = لا ترسل هذه العقدة بريدًا، ولا ضرورة لذلك: الدعوات وكلمات السر تُرسل بروابط تُنسخ. لتفعيله حدّد الخادم الذي يتسلّم رسائلها.
mail-try = تجربة
mail-to = إرسال إلى
mail-send = إرسال تجربة
mail-not-taken = لم يقبلها خادم البريد. قال:
mail-letters = الرسائل
mail-letters-about = هكذا تظهر لمن يتلقاها، دون صور أو متتبّعات.
mail-as-text = كنص
mail-kind-invitation = دعوة
mail-kind-welcome = قبول الحساب
mail-kind-declined = رفض الحساب
mail-kind-confirm = تأكيد البريد
mail-kind-adhesion = تأييد بيان
mail-kind-reset = كلمة سر جديدة
mail-kind-notices = إشعارات
mail-kind-digest = ملخص
mail-kind-test = تجربة
invitation-email = أرسلها بالبريد أيضًا (اختياري)
invitation-email-hint = يُستعمل العنوان مرة ولا يُحفظ.
forgot-title = نسيت كلمة السر
forgot-lead = نرسل إليك رابطًا إن كان لحسابك بريد مؤكد.
forgot-send = إرسال الرابط
forgot-sent = إن كان الحساب موجودًا وله بريد مؤكد فالرابط في طريقه. يصلح ساعة.
forgot-else = إن لم يصل شيء فاطلب رابطًا ممن يدير العقدة.
unsubscribe-title = إيقاف الرسائل
unsubscribe-lead = نقرة واحدة ولن يصل المزيد من هذا النوع.
unsubscribe-done = تم. لن يصلك المزيد.
mail-kind-moved = إشعار البريد السابق
mail-moved-subject = تغيّر بريدك في { $node }
mail-moved-text = لم يعد الحساب { $name } في { $node } يستعمل هذا البريد.
mail-moved-button = عرض أمان الحساب
mail-moved-note = إن لم تكن أنت من فعل ذلك فكلّم من يدير العقدة فورًا.
