about-title = ما هذا
privacy-title = الخصوصية
