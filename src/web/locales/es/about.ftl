about-title = Qué es esto
privacy-title = Privacidad

## About this node
about-lead = { $name } publica aquí lo que hace, y este nodo lo comparte con los de otros territorios.
about-how = Cómo funciona
about-how-text = Cada ciudad, asociación o universidad tiene su propio servidor, un nodo. Los nodos se leen entre sí: lo que se publica en uno llega a los demás en segundos. No hay un centro que se pueda apagar, comprar ni registrar.
about-follow = Seguir sin cuenta aquí
about-follow-text = Puedes seguir a un territorio desde Mastodon o Mobilizon, con un lector de noticias (Atom) o desde el calendario de tu teléfono. Para leer y buscar no hace falta nada.
about-account = Tener una cuenta
about-account-invitation = Las cuentas se abren con una invitación de quien administra el nodo. No pedimos tu nombre real.
about-hosted = También viven en este nodo
about-version = Comarca { $version }

## What this node knows about you
privacy-lead = Qué sabe este nodo de ti, y qué no quiere saber.
privacy-reading = Cuando lees
privacy-reading-text = Leer y buscar no deja rastro en la base de datos.
privacy-no-address = No guardamos tu dirección IP junto a lo que lees.
privacy-no-tracker = Ninguna página pide nada a terceros: ni estadísticas, ni fuentes, ni mapas.
privacy-no-referrer = Cuando sales por un enlace, el otro sitio no sabe de dónde vienes.
privacy-no-attendance = De quién va a un acto solo sale de aquí el número, nunca la lista.
privacy-cookies = Lo que se guarda en tu navegador
privacy-cookies-text = El idioma y el aspecto que elijas y, si entras con tu cuenta, la sesión. Lo que escribes sin publicar y el servidor desde el que sigues se quedan solo en tu navegador; se borran al salir.
privacy-published = Lo que se publica
privacy-published-text = Lo público llega a otros servidores, y una copia puede sobrevivir a su borrado. A las fotos les quitamos la ubicación y los demás datos ocultos antes de guardarlas.
privacy-operators = Quien administra
privacy-operators-text = Quienes administran este nodo pueden leer su base de datos, también lo que no es público. Lo mismo vale para los servidores de quienes te leen. Para lo que pueda poner a alguien en peligro, usa un mensajero cifrado.
privacy-you = De ti
privacy-nothing = No has entrado con ninguna cuenta: de ti no sabemos nada.
privacy-all = Esto es lo que hay guardado sobre tu cuenta:
privacy-mail = Correo
privacy-none = ninguno
privacy-since = Cuenta abierta el
privacy-yours = Lo tuyo
privacy-also = Además: lo que sigues, guardas, marcas o silencias, tus avisos y tus sesiones abiertas. La contraseña solo se guarda como huella, que no se puede leer.

## Accessibility
accessibility-title = Accesibilidad
accessibility-lead = Estas páginas siguen las pautas WCAG 2.2, nivel AA.
accessibility-how = Cómo lo comprobamos
accessibility-how-text = Cada versión pasa pruebas automáticas en un navegador real: en cinco idiomas, en tres anchos de pantalla, en claro y en oscuro, y solo con el teclado. Todo funciona sin JavaScript.
accessibility-limits = Lo que no podemos asegurar
accessibility-limits-text = Las imágenes y los documentos que suben las organizaciones pueden no tener descripción. Lo que llega de otros servidores es como lo hicieron allí.
accessibility-tell = Dínoslo
accessibility-tell-text = Si algo no te deja entrar, escribe a { $name }. Tiene que contestar.
source-lead = Este nodo funciona con Comarca { $version }, software libre bajo la AGPL, versión 3 o posterior.
source-text = Quien usa el nodo tiene derecho a su código fuente, con los cambios que se le hayan hecho. Pídeselo a { $name }.
