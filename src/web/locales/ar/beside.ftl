## Polls, quotes, reactions
poll = استطلاع
vote = صوِّت
poll-mine = صوتي
votes-count =
    { $n ->
        [zero] لا أصوات
        [one] صوت واحد
        [two] صوتان
        [few] { $n } أصوات
        [many] { $n } صوتًا
       *[other] { $n } صوت
    }
voters-count =
    { $n ->
        [zero] لم يصوّت أحد
        [one] صوّت شخص واحد
        [two] صوّت شخصان
        [few] صوّت { $n } أشخاص
        [many] صوّت { $n } شخصًا
       *[other] صوّت { $n } شخص
    }
poll-closed = انتهى
poll-until = حتى { $day } (UTC)
quoted = اقتباس
quote-gone = ما اقتُبس هنا لم يعد موجودًا أو ليس موجَّهًا إليك.
quote-pending = لم يقل صاحبه بعدُ هل يجوز اقتباسه.
quote-rejected = لا يريد صاحبه أن يُقتبس.
quote-revoked = لم يعد صاحبه يريد أن يُقتبس.
reactions = تفاعلات
pinned = مثبَّت
pin = ثبِّت في الصفحة
quote = اقتبس
compose-quotes = سيُقتبس المنشور الذي اخترته إذا سمح صاحبه بذلك.
field-poll = الخيارات
hint-poll = خيار في كل سطر، من اثنين إلى عشرة. لن يرى أحد مَن اختار ماذا.
field-poll-multiple = يمكن اختيار أكثر من واحد
field-poll-ends = مفتوح حتى نهاية اليوم
notice-poll = أنهى الاستطلاع الذي صوّتَّ فيه
notice-quote = اقتبس منشورًا لك

## What is refused
poll-over = انتهى هذا الاستطلاع.
poll-choices = للاستطلاع خياران على الأقل و{ $max } خيارات على الأكثر.
choice-invalid = يجب أن يختلف كل خيار عن غيره. أقصى عدد للأحرف: { $max }.
poll-span = يبقى الاستطلاع مفتوحًا بين خمس دقائق وسنة.
vote-invalid = اختر إجابة.
voted-already = لقد صوّتَّ من قبل.
quote-refused = لا يسمح صاحبه باقتباسه.
move-unanswered = يجب أن يذكر العنوان الآخر هذا العنوان على أنه له قبل الانتقال إليه.
moved-lately = انتقل قبل أقل من سبعة أيام، ولن تتبعه الخوادم الأخرى مرة ثانية.
