// Copies the value of a field: `<button data-copy="id">`.

export function copying(root) {
  for (const button of root.querySelectorAll('[data-copy]')) {
    button.addEventListener('click', async () => {
      const field = root.getElementById(button.dataset.copy);
      field.select();
      // The clipboard is missing where a page is not secure; then the selection is there to be copied by hand.
      await navigator.clipboard?.writeText(field.value);
      const said = button.querySelector('[data-said]');
      said.textContent = said.dataset.said;
      said.classList.remove('hidden');
      button.querySelector('span').hidden = true;
    });
  }
}
