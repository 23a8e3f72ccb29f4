// Passkeys: hands what a page says to the device, and sends what the device says as a form. What needs one is shown only
// where the browser has them.

export function passkeys(root) {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  for (const each of root.querySelectorAll('[data-passkey], [data-passkey-new], [data-passkey-get]')) each.hidden = false;
  for (const each of root.querySelectorAll('[data-no-passkey]')) each.hidden = true;
  for (const form of root.querySelectorAll('form[data-passkey-new]')) asks(form, make);
  for (const form of root.querySelectorAll('form[data-passkey-get]')) asks(form, get);
  for (const form of root.querySelectorAll('form[data-by]')) chooses(form);
}

function asks(form, how) {
  form.addEventListener('submit', async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const failed = form.querySelector('[data-passkey-failed]');
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await how(form));
    } catch {
      // Nobody is at the device, or they thought better of it: the page says so, and they may try again.
      failed.hidden = false;
      return;
    }
    form.requestSubmit();
  });
}

async function make(form) {
  const asked = JSON.parse(form.dataset.passkeyNew);
  asked.challenge = bytes(asked.challenge);
  asked.user.id = bytes(asked.user.id);
  for (const known of asked.excludeCredentials ?? []) known.id = bytes(known.id);
  const made = await navigator.credentials.create({ publicKey: asked });
  const { attestationObject, clientDataJSON } = made.response;
  return said(made, { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) });
}

async function get(form) {
  const answer = await fetch(form.dataset.passkeyGet, { method: 'POST' });
  if (!answer.ok) throw new Error(`the node answered ${answer.status}`);
  const asked = await answer.json();
  asked.challenge = bytes(asked.challenge);
  const found = await navigator.credentials.get({ publicKey: asked });
  const { authenticatorData, clientDataJSON, signature, userHandle } = found.response;
  return said(found, {
    authenticatorData: text(authenticatorData),
    clientDataJSON: text(clientDataJSON),
    signature: text(signature),
    userHandle: userHandle && text(userHandle),
  });
}

function said(credential, response) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

/** Where an account may be opened by a password or by a passkey, only what the choice needs is asked. */
function chooses(form) {
  const part = form.querySelector('[data-by-password]');
  const field = part.querySelector('input');
  const show = () => {
    part.hidden = form.elements.by?.value === 'passkey';
    field.required = !part.hidden;
  };
  form.addEventListener('change', show);
  show();
}

/** Bytes as base64url, which forms can carry, and back. */
function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function bytes(words) {
  return Uint8Array.from(atob(words.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}
