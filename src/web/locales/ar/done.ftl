## Said once after something was done
done-published = تم النشر. سترى أدناه إلى أين يصل.
done-welcome = أهلًا بك. تابع بعض الأقاليم للبداية.
done-reported = شكرًا. سيقرؤه مسؤولو العقدة.
done-edited = حُفظت التغييرات وأُرسلت.
done-draft = حُفظت المسودة. لا يراها أحد غيرك بعد.
done-withdrawn = تم السحب.
done-saved = تم الحفظ.
