about-title = Qu'est-ce que c'est
privacy-title = Confidentialité
