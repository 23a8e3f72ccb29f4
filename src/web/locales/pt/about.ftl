about-title = O que é isto
privacy-title = Privacidade
