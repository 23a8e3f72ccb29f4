## A sheet for a wall
poster = ملصق
poster-back = العودة إلى المنشور
poster-how = اطبع هذه الصفحة من متصفحك: تخرج على ورقة A4 بلا قوائم.
poster-programme = البرنامج
parts-title = ما ينتمي إلى هذا
