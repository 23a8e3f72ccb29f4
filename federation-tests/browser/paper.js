// On paper: what was written and nothing that is only for screens, dark on white, with the addresses that links lead to.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { person } from './alliance.js';
import { signedIn } from './browser.js';
import { everything } from './pages.js';

const ONLY_FOR_SCREENS = ['.top', '.foot', '.bar', '.skip', 'nav', 'form', 'main .button', 'noscript', '[data-exit]'];
/** As wide as what is printed on a sheet of A4, in pixels of CSS. */
const SHEET = { width: 670, height: 970 };

export function paper(stage) {
  it('a publication is composed for paper, whatever the theme of the screen', async () => {
    const node = stage.nodes[0];
    const context = await signedIn(node, person(node, 'coordinator'), { locale: 'es', colorScheme: 'dark' });
    const page = await context.newPage();
    await page.goto(`${node.base_url}/compose/resource`);
    await page.fill('#title', 'Guía para imprimir');
    await page.fill('#body', 'Todo está en [la guía del padrón](https://padron.example/guia), paso a paso.');
    await page.click('button[name=do][value=publish]:visible');
    await page.getByRole('heading', { level: 1, name: 'Guía para imprimir' }).waitFor();
    for (const theme of ['auto', 'dark', 'contrast']) {
      await page.goto(`${page.url().split('?')[0]}?theme=${theme}`);
      assert.equal(await page.locator('html').getAttribute('data-theme'), theme);
      await printed(page);
      const after = await page.locator('.prose a').first().evaluate((a) => getComputedStyle(a, '::after').content);
      assert.ok(after.includes('https://padron.example/guia'), after);
      await page.emulateMedia({ media: 'screen' });
    }
    await context.close();
  });

  it('a communiqué is printed with everybody who signed it', async () => {
    const { node, open, ana } = await everything(stage);
    const context = await signedIn(node, ana, { locale: 'es', colorScheme: 'dark' });
    const page = await context.newPage();
    const path = open.find((each) => each.startsWith('/communiques/'));
    await page.goto(node.base_url + path);
    const said = (await page.locator('main .prose').first().textContent()).trim();
    await printed(page);
    assert.ok(said.length > 100 && (await page.locator('main').innerText()).includes(said.split('\n')[0].slice(0, 60)));
    const sheets = await page.pdf({ format: 'A4' });
    assert.equal(sheets.subarray(0, 5).toString(), '%PDF-');
    await context.close();
  });
}

/** Looks at a page as it would be printed: nothing for screens only, dark on white, nothing cut or beside the sheet. */
async function printed(page) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(SHEET);
  for (const selector of ONLY_FOR_SCREENS) {
    for (const each of await page.locator(selector).all()) {
      assert.ok(!(await each.isVisible()), `${selector} is printed: ${await each.evaluate((one) => one.outerHTML.slice(0, 160))}`);
    }
  }
  const wrong = await page.evaluate(() => {
    const bright = (colour) => {
      const [red, green, blue, seen = 1] = colour.match(/[\d.]+/g).map(Number);
      return seen === 0 ? 1 : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    const found = [];
    if (bright(getComputedStyle(document.documentElement).backgroundColor) < 0.99) found.push('the sheet is not white');
    for (const each of document.querySelectorAll('main, main *')) {
      if (!each.checkVisibility({ visibilityProperty: true }) || each.closest('svg, meter, progress') || each.matches('.hidden, .hidden *')) continue;
      const style = getComputedStyle(each);
      const name = `${each.tagName}.${each.className}`;
      const writes = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (writes && bright(style.color) > 0.55) found.push(`${name} is written in ${style.color}`);
      if (writes && bright(style.backgroundColor) < 0.8) found.push(`${name} stands on ${style.backgroundColor}`);
      const box = each.getBoundingClientRect();
      if (box.right > window.innerWidth + 1 || box.left < -1) found.push(`${name} lies beside the sheet`);
      const cuts = style.overflow !== 'visible' && (each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2);
      if (cuts && style.display !== 'inline' && each.tagName !== 'IMG') found.push(`${name} is cut`);
    }
    return found;
  });
  assert.equal(wrong.join('\n'), '', page.url());
}
