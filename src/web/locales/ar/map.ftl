## Where things are, and lists to take along
nav-map = الخريطة
map-lead = أين توجد الأقاليم وما الذي يجري في كل مكان. تقول القائمة أدناه ما تقوله الخريطة.
near-label = بالقرب من
near-hint = اكتب مدينة فتبدأ القائمة بالأقرب.
near-go = رتّب
near-me = بالقرب مني
near-me-about = مكانك لا يغادر هذه الصفحة.
near-failed = المتصفح لا يذكر مكانك. اكتب مدينة.
near-away = على بُعد { $km } كم
map-of = خريطة: { $what }
map-skip = تجاوز الخريطة
map-count = { $n ->
    [zero] لا شيء هنا
    [one] شيء واحد هنا
    [two] شيئان هنا
    [few] { $n } أشياء هنا
    [many] { $n } شيئًا هنا
   *[other] { $n } شيء هنا
 }
map-as-list = عرضها كقائمة
map-empty = لا مكان لعرضه بعد. ستظهر هنا الأقاليم التي تذكر موقعها والمبادرات التي لها مكان.
map-nothing = لا شيء من هذه له مكان يمكن عرضه، وهذه هي القائمة.
map-elsewhere = بلا مكان على الخريطة
map-credit = السواحل: Natural Earth، ملكية عامة.
map-or-list = قائمة أو خريطة
start-where = أين
files-of = خذ هذه القائمة معك:
file-csv = جدول بيانات (CSV)
file-ics = تقويم
file-atom = خلاصة (Atom)
