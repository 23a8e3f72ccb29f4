## What the client API says when it says no
api-not-found = No existe, o no está a tu alcance.
api-signed-out = El acceso de la aplicación no es válido: vuelve a iniciar sesión.
api-forbidden = No tienes permiso para hacer esto.
api-outside-scopes = La aplicación no tiene permiso para esto.
api-needs-person = Esto solo puede hacerlo una persona que ha iniciado sesión.
api-missing = Falta { $name }.
api-wrong = { $name } no es válido.
api-unreadable = No se puede leer el cuerpo de la petición.
api-type = Envía JSON, un formulario o multipart/form-data.
api-too-many-values = La petición tiene demasiados parámetros.
api-too-large = La petición es demasiado grande.
api-peer = El otro nodo no ha respondido.
api-busy = El nodo está ocupado; inténtalo dentro de un momento.
api-fault = Algo ha fallado en este nodo.
api-underway = La misma publicación ya se está enviando.
api-invalid-request = Falta un parámetro de OAuth o no es válido.
api-invalid-client = La aplicación no ha podido identificarse.
api-invalid-grant = El código no vale: caducó, ya se usó o es de otra aplicación.
api-invalid-scope = La aplicación pide un permiso que no existe o que no declaró.
api-response-type = Solo se admite response_type=code.
api-grant-type = Solo se admiten authorization_code y client_credentials. Nadie da su contraseña a una aplicación.
api-method = Esta dirección no admite este método.
