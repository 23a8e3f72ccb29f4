// Niceties for browsers that run scripts. Nothing here is needed: every page works without it, and so does every test.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { copying } from './copy.js';
import { exits } from './exit.js';
import { keeping } from './keep.js';
import { near } from './near.js';
import { passkeys } from './passkey.js';
import { reveal } from './reveal.js';
import { servers } from './server.js';
import { steps } from './steps.js';

window.htmx = htmx;
reveal(document);
copying(document);
exits(document);
servers(document);
passkeys(document);
near(document);
keeping(document);
steps(document);

// A page that was added to a list begins where the reader's finger was.
document.addEventListener('htmx:afterSwap', (event) => {
  const first = event.detail.elt.matches?.('.list') ? event.detail.elt.querySelector('a') : null;
  first?.focus({ preventScroll: true });
});
