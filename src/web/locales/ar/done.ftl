## Said once after something was done
done-published = تم النشر. سترى أدناه إلى أين يصل.
done-welcome = أهلًا بك. تابع بعض الأقاليم للبداية.
done-set-up = أُنشئ حسابك: أنت الآن تدير هذه العقدة.
done-reported = شكرًا. سيقرؤه مسؤولو العقدة.
done-edited = حُفظت التغييرات وأُرسلت.
done-draft = حُفظت المسودة. لا يراها أحد غيرك بعد.
done-withdrawn = تم السحب.
done-saved = تم الحفظ.
done-revoked = سُحبت الدعوة.
done-password = حُفظت كلمة السر. يمكنك الدخول بها.
done-closed = أُغلق.
done-leaving = حسنًا. شكرًا لوجودك هنا.
done-staying = يسعدنا ذلك: لن يُحذف شيء.
done-federating = تتحدث العقدة الآن مع الآخرين.
done-confirmed = تم تأكيد البريد.
done-mailed = أُرسلت. تحقق من وصولها.
done-begun = بدأ التنفيذ.
