## Around every page
skip = انتقل إلى المحتوى
nav-main = الأقسام
nav-start = البداية
nav-home = صفحتي
nav-agenda = المواعيد
nav-territories = الأقاليم
nav-search = بحث
nav-language = اللغة والمظهر
nav-menu = القائمة
nav-account = حسابك
nav-about = عن هذه العقدة
nav-source = الشيفرة المصدرية
nav-notifications = إشعارات
nav-compose = نشر
nav-drafts = مسودات
nav-profile = الملف
nav-settings = الإعدادات
nav-admin = الإدارة
nav-unread = غير مقروءة
nav-crumbs = أين أنت
sign-in = دخول
sign-out = خروج
to-start = إلى البداية
older = الأقدم
more = المزيد
look-auto = كالنظام
look-light = فاتح
look-dark = داكن
look-contrast = تباين عالٍ

## When something does not work
error-title-missing = لا شيء هنا
error-text-missing = العنوان غير موجود، أو ما فيه ليس للجميع.
error-title-gone = لقد سُحب
error-text-gone = سحبه من نشره.
error-title-forbidden = لا يمكنك فعل ذلك
error-text-forbidden = إن كنت ترى أنه يحق لك ذلك فتحدث مع مسؤول هذه العقدة.
error-title-too-many = أسرع من اللازم
error-text-too-many = انتظر دقيقة ثم حاول مجددًا.
error-title-too-large = الحجم كبير جدًا
error-text-too-large = جرّب ملفًا أصغر.
error-title-busy = العقدة مشغولة
error-text-busy = لم يضِع شيء. حاول بعد لحظة.
error-title-internal = حدث خلل هنا
error-text-internal = ليس خطأك. سيراه مسؤول العقدة في السجل.
error-title-request = تعذّر ذلك
error-text-request = لم يتغير شيء. عُد وحاول مجددًا.

## Time
ago-now = الآن
ago-minutes =
    { $n ->
        [zero] الآن
        [one] قبل دقيقة
        [two] قبل دقيقتين
        [few] قبل { $n } دقائق
        [many] قبل { $n } دقيقة
       *[other] قبل { $n } دقيقة
    }
ago-hours =
    { $n ->
        [zero] الآن
        [one] قبل ساعة
        [two] قبل ساعتين
        [few] قبل { $n } ساعات
        [many] قبل { $n } ساعة
       *[other] قبل { $n } ساعة
    }
ago-days =
    { $n ->
        [zero] اليوم
        [one] قبل يوم
        [two] قبل يومين
        [few] قبل { $n } أيام
        [many] قبل { $n } يومًا
       *[other] قبل { $n } يوم
    }
when-hours = { $day }، { $from }–{ $until } ({ $zone })
when-days = من { $from } إلى { $until } ({ $zone })
when-from-to = من { $from } إلى { $until }
time-of = بتوقيت { $city }
since-month = منذ { $month }
size-kb = { $n } كيلوبايت
size-mb = { $n } ميغابايت

## Over lists and beside things
feed-followed = ما أتابعه
feed-all = كل ما نعرفه
feed-saved = المحفوظ
tabs-feeds = ماذا تقرأ
copy = نسخ
copied = تم النسخ
exit = خروج سريع
provenance = نشرته { $name } على

## The life of a publication
life-since = بدأت
life-published = نُشرت
life-edited = عُدّلت
life-deadline = آخر موعد
life-starts = تبدأ
life-ends = تنتهي
life-done = (مضى)
