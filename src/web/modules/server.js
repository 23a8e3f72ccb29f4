// The reader's own server, for following and answering from there. It stays in this browser: nothing is sent to the node.

const KEY = 'server';

export function servers(root) {
  for (const form of root.querySelectorAll('[data-server]')) {
    const field = form.querySelector('input');
    field.value = localStorage.getItem(KEY) ?? '';
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const host = hostOf(field.value);
      if (!host) {
        field.setAttribute('aria-invalid', 'true');
        field.focus();
        return;
      }
      localStorage.setItem(KEY, host);
      window.location.assign(`https://${host}/authorize_interaction?uri=${encodeURIComponent(form.dataset.server)}`);
    });
  }
  forgetAtSignOut(root);
}

/** The host in `mastodon.example`, `@ana@mastodon.example` or `https://mastodon.example/@ana`. */
function hostOf(text) {
  const host = text.trim().replace(/^https?:\/\//, '').replace(/\/.*$/, '').split('@').pop().toLowerCase();
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/.test(host) ? host : '';
}

function forgetAtSignOut(root) {
  for (const form of root.querySelectorAll('form[action="/sign-out"]')) {
    form.addEventListener('submit', () => localStorage.clear());
  }
}
