about-title = Qué es esto
privacy-title = Privacidad
