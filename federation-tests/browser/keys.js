// Ways through pages by the keys of a keyboard: each step is a stop and what is done there.
import assert from 'node:assert/strict';

/** Presses a key and stays on the page. */
export const press = (key) => (page) => page.keyboard.press(key);
/** Writes into a field; in a menu it picks the entry that begins so. */
export const write = (text) => (page) => page.keyboard.type(text);
/** Presses Enter, which leads to another page. */
export const go = (page) => Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
/** The same, in the other direction: from there, backwards. */
export const back = (selector) => ({ selector, key: 'Shift+Tab' });

/** Goes from stop to stop: `[selector, what is done there]`, the selector wrapped in `back` to go backwards. */
export async function walk(page, steps) {
  for (const [stop, act] of steps) {
    const { selector, key } = stop.selector ? stop : { selector: stop };
    await tabTo(page, selector, key);
    await act(page);
  }
}

/** Presses Tab until something has the focus, unless it has it already. */
export async function tabTo(page, selector, key = 'Tab') {
  await page.locator(selector).first().waitFor({ state: 'attached' });
  for (let stops = 0; stops < 250; stops++) {
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`the keyboard never reaches ${selector} on ${page.url()}`);
}
