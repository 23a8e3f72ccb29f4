# The working groups that a node hosts.
admin-groups = مجموعات العمل
groups-lead = مجموعة العمل حساب ينقل إلى كل أعضائه ما يرسله إليه أحدهم. يمكن أن يكون الأعضاء على أي عقدة وعلى برامج أخرى.
groups-none = لا توجد مجموعة هنا بعد.
group-is-closed = مغلقة
group-new = مجموعة جديدة
group-name = الاسم
group-name-hint = كما يظهر: مجموعة عمل التسجيل البلدي
group-username = الاسم في عنوانها
group-username-hint = حروف لاتينية صغيرة وأرقام والعلامة _. لا يمكن تغييره أبدًا.
group-closed = مغلقة
group-closed-hint = يُقبل الأعضاء واحدًا واحدًا، ولا يُسمع غيرهم.
group-make = إنشاء المجموعة
group-end = إنهاء المجموعة
group-end-about = تُبلَّغ خوادم الأعضاء، ويبقى العنوان محجوزًا إلى الأبد. ما قيل فيها يبقى حيث قيل. لا يمكن التراجع.
group-end-repeat = اكتب عنوانها من جديد
done-group-made = المجموعة موجودة الآن.
done-group-ended = لم تعد المجموعة موجودة.
