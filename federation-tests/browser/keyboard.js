// Everything can be reached and seen with the keyboard alone.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { signedIn, visitor } from './browser.js';
import { everything } from './pages.js';

/** One sheet to print, and a card in the frame of another site: there is nothing to lead past. */
const BARE = /^\/(poster|embed)\//;

export function keyboard(stage) {
  it('the first stop of every page leads past the navigation', async () => {
    const { node, open } = await everything(stage);
    const context = await visitor();
    const page = await context.newPage();
    for (const path of open.filter((path) => !BARE.test(path))) {
      await page.goto(node.base_url + path);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main', path);
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'main', path);
    }
    await context.close();
  });

  it('whatever has the focus shows it and is not covered', { timeout: 300_000 }, async () => {
    const { node, ana } = await everything(stage);
    for (const width of [320, 1280]) {
      const context = await signedIn(node, ana, { viewport: { width, height: 700 } });
      const page = await context.newPage();
      for (const path of ['/', '/compose/meeting']) {
        await page.goto(node.base_url + path);
        assert.equal((await unseen(page)).join('\n'), '', `${path} at ${width}`);
      }
      await context.close();
    }
  });
}

/** The stops of the keyboard whose focus cannot be seen: no outline, or something lies on top (WCAG 2.4.7, 2.4.11). */
async function unseen(page) {
  const wrong = [];
  const seen = new Set();
  let last;
  for (let stops = 0; stops < 200; stops++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      at.dataset.stop ??= String(Math.random());
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
      const on = document.elementFromPoint(x, y);
      const free = on && (at.contains(on) || on.contains(at));
      return { key: at.dataset.stop, name: at.outerHTML.slice(0, 120), drawn, free, y };
    });
    // A field for a date has several stops inside; a stop met before means that the round is complete.
    if (stop?.key === last) continue;
    if (!stop || seen.has(stop.key)) break;
    last = stop.key;
    seen.add(stop.key);
    if (!stop.drawn) wrong.push(`no outline: ${stop.name}`);
    if (!stop.free) wrong.push(`covered at ${stop.y}: ${stop.name}`);
  }
  if (seen.size < 10) wrong.push(`only ${seen.size} stops`);
  return wrong;
}
