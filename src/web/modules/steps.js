// One thing per page on phones: shows a long form part by part, with the way on and back. Wide screens keep the whole.

const NARROW = matchMedia('(max-width: 44rem)');

export function steps(root) {
  const form = root.querySelector('form[data-step]');
  if (!form || root.querySelector('.problems, #care')) return;
  const parts = [...form.querySelectorAll(':scope > [data-part]')];
  if (parts.length < 3) return;
  let at = 0;
  const count = Object.assign(document.createElement('p'), { className: 'quiet steps' });
  count.setAttribute('role', 'status');
  const [back, next] = [way(form.dataset.back, -1, ''), way(form.dataset.next, 1, 'main')];
  const ways = Object.assign(document.createElement('div'), { className: 'buttons steps' });
  ways.append(next, back);
  form.prepend(count);
  parts.at(-1).before(ways);

  function way(words, by, className) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words, className });
    button.addEventListener('click', () => {
      at += by;
      show();
      count.scrollIntoView({ block: 'start' });
      parts[at].querySelector('input:not([type=hidden]), textarea, select, button')?.focus({ preventScroll: true });
    });
    return button;
  }

  function show() {
    const isNarrow = NARROW.matches;
    const last = parts.length - 1;
    parts.forEach((part, number) => (part.hidden = isNarrow && number !== at));
    count.hidden = ways.hidden = !isNarrow;
    back.hidden = at === 0;
    next.hidden = at === last;
    // "##" stands for the total and "#" for the number: the words come from the page, in the reader's language.
    count.textContent = form.dataset.step.replace('##', parts.length).replace('#', at + 1);
  }

  // What a browser wants filled in must be seen to be filled in.
  form.addEventListener('invalid', (event) => {
    at = parts.findIndex((part) => part.contains(event.target));
    show();
  }, true);
  NARROW.addEventListener('change', show);
  show();
}
