## Around every page
skip = Ir al contenido
nav-main = Secciones
nav-start = Inicio
nav-home = Mi muro
nav-agenda = Agenda
nav-territories = Territorios
nav-search = Buscar
nav-language = Idioma y aspecto
nav-menu = Menú
nav-account = Tu cuenta
nav-about = Sobre este nodo
nav-source = Código fuente
nav-notifications = Avisos
nav-compose = Publicar
nav-drafts = Borradores
nav-profile = Perfil
nav-settings = Ajustes
nav-admin = Administración
nav-unread = sin leer
nav-crumbs = Dónde estás
sign-in = Entrar
sign-out = Salir
to-start = Ir al inicio
older = Anteriores
more = Más
look-auto = Como el sistema
look-light = Claro
look-dark = Oscuro
look-contrast = Alto contraste

## When something does not work
error-title-missing = Aquí no hay nada
error-text-missing = La dirección no existe, o lo que hay en ella no es para todo el mundo.
error-title-gone = Se ha retirado
error-text-gone = Quien lo publicó lo retiró.
error-title-forbidden = No puedes hacer esto
error-text-forbidden = Si crees que deberías poder, habla con quien administra este nodo.
error-title-too-many = Demasiado rápido
error-text-too-many = Espera un minuto y vuelve a probar.
error-title-too-large = Pesa demasiado
error-text-too-large = Prueba con un archivo más pequeño.
error-title-busy = El nodo está ocupado
error-text-busy = No se ha perdido nada. Vuelve a probar dentro de un momento.
error-title-internal = Algo ha fallado aquí
error-text-internal = No es culpa tuya. Quien administra el nodo lo verá en su registro.
error-title-request = No se ha podido hacer
error-text-request = No se ha cambiado nada. Vuelve atrás e inténtalo de nuevo.

## Time
ago-now = ahora mismo
ago-minutes =
    { $n ->
        [one] hace { $n } minuto
       *[other] hace { $n } minutos
    }
ago-hours =
    { $n ->
        [one] hace { $n } hora
       *[other] hace { $n } horas
    }
ago-days =
    { $n ->
        [one] hace { $n } día
       *[other] hace { $n } días
    }
when-hours = { $day }, { $from }–{ $until } ({ $zone })
when-days = del { $from } al { $until } ({ $zone })
when-from-to = del { $from } al { $until }
time-of = hora de { $city }
since-month = desde { $month }
size-kb = { $n } kB
size-mb = { $n } MB

## Over lists and beside things
feed-followed = Lo que sigo
feed-all = Todo lo conocido
feed-saved = Guardado
tabs-feeds = Qué leer
copy = Copiar
copied = Copiado
exit = Salida rápida
provenance = Publicado por { $name } en

## The life of a publication
life-since = Empezó
life-published = Se publicó
life-edited = Se editó
life-deadline = Fecha límite
life-starts = Empieza
life-ends = Termina
life-done = (ya pasó)
