## What the client API says when it says no
api-not-found = It does not exist, or it is not for you to see.
api-signed-out = The access token is invalid: sign in again.
api-forbidden = You are not allowed to do this.
api-outside-scopes = This action is outside the authorized scopes.
api-needs-person = This method requires an authenticated user.
api-missing = { $name } can't be blank.
api-wrong = { $name } is invalid.
api-unreadable = The body of the request cannot be read.
api-type = Send JSON, a form or multipart/form-data.
api-too-many-values = The request has too many parameters.
api-too-large = The request is too large.
api-peer = The other node did not answer.
api-busy = The node is busy; try again shortly.
api-fault = Something went wrong on this node.
api-underway = The same post is already being sent.
api-invalid-request = An OAuth parameter is missing or invalid.
api-invalid-client = Client authentication failed.
api-invalid-grant = The authorization code is invalid, expired, used already or another application's.
api-invalid-scope = The requested scope is invalid, unknown or more than was registered.
api-response-type = Only response_type=code is supported.
api-grant-type = Only authorization_code and client_credentials are supported. Nobody gives an application their password.
api-method = This address does not take this method.
