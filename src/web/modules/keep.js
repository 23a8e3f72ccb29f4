// Keeps what is being written in this browser until it is published: `<form data-keeps="/compose/action">`.
// Passwords and files are never kept; a week later, or at sign-out, it is forgotten.

const WEEK = 7 * 24 * 60 * 60 * 1000;
const PAUSE = 700;

export function keeping(root) {
  const form = root.querySelector('form[data-keeps]');
  if (!form) return;
  const key = `draft:${form.dataset.keeps}`;
  const kept = read(key);
  const now = JSON.stringify(values(form));
  if (kept && kept !== now && !root.querySelector('.problems, #care')) offer(form, key, kept);
  let timer;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: JSON.stringify(values(form)) }));
      form.dispatchEvent(new CustomEvent('typed'));
    }, PAUSE);
  });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (['publish', 'draft'].includes(event.submitter?.value)) localStorage.removeItem(key);
  });
}

/** Name and value of every field that was filled in. */
function values(form) {
  const kept = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== 'cared' && name !== 'version');
  return kept.filter(([, value]) => value !== '');
}

function read(key) {
  try {
    const { at, values: kept } = JSON.parse(localStorage.getItem(key));
    if (Date.now() - at < WEEK) return kept;
  } catch {
    // Nothing was kept, or something nobody can read.
  }
  localStorage.removeItem(key);
  return null;
}

function offer(form, key, kept) {
  const note = document.createElement('div');
  note.className = 'note';
  note.setAttribute('role', 'status');
  const words = document.createElement('p');
  words.textContent = form.dataset.kept;
  const buttons = document.createElement('p');
  buttons.className = 'buttons';
  buttons.append(
    button(form.dataset.restore, () => restore(form, JSON.parse(kept))),
    button(form.dataset.forget, () => localStorage.removeItem(key)),
  );
  buttons.addEventListener('click', () => note.remove());
  note.append(words, buttons);
  form.before(note);
}

function button(words, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'slim';
  made.textContent = words;
  made.addEventListener('click', act);
  return made;
}

function restore(form, kept) {
  const byName = new Map();
  for (const [name, value] of kept) byName.set(name, [...(byName.get(name) ?? []), value]);
  for (const field of form.elements) {
    const wanted = byName.get(field.name);
    if (!wanted || field.type === 'file' || field.type === 'hidden') continue;
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = wanted.includes(field.value);
    else if (field.tagName !== 'BUTTON') field.value = wanted.shift() ?? '';
  }
}
