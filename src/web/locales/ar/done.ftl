## Said once after something was done
done-published = تم النشر. سترى أدناه إلى أين يصل.
done-welcome = أهلًا بك. تابع بعض الأقاليم للبداية.
done-reported = شكرًا. سيقرؤه مسؤولو العقدة.
