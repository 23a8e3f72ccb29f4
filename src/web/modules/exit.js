// Leaves a page at once and takes it out of the way back: `<a data-exit>`. The Escape key pressed twice does the same.

const SOON = 800;

export function exits(root) {
  const link = root.querySelector('[data-exit]');
  if (!link) return;
  const leave = () => {
    document.body.hidden = true;
    window.location.replace(link.href);
  };
  let last = -SOON;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (event.timeStamp - last < SOON) leave();
    last = event.timeStamp;
  });
}
