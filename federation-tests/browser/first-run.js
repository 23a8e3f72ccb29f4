// The first minutes of a node, from the link that is printed once to the first text: as a person walks through it, with
// scripts and without, on a phone. Every page of it is judged by axe on the way.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fresh } from './alliance.js';
import { visitor } from './browser.js';
import { mailServer } from './letters.js';
import { judged } from './looks.js';

const WIDTHS = [320, 1280];

export function firstRun() {
  for (const javaScriptEnabled of [true, false]) {
    it(`a node is set up from the link to the first text, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const link = await fresh();
      const { origin } = new URL(link);
      const letters = await mailServer();
      const context = await visitor({ javaScriptEnabled, locale: 'es', viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const look = async () => javaScriptEnabled && (await readable(page));
      await toPerson(page, link, look);
      await page.fill('#username', 'berta');
      await page.fill('#password', 'corta');
      await page.click('main form button.main');
      await page.locator('.alarm a[href="#password"]').waitFor();
      assert.equal(await page.inputValue('#username'), 'berta');
      await page.fill('#password', 'tres puentes y un rio');
      await page.click('main form button.main');
      await page.waitForURL(/\/admin\/begin\/codes/);
      await look();
      await page.click('.buttons a.button:last-child');

      await page.waitForURL(/\/admin\/begin\/address/);
      assert.ok((await page.locator('main').textContent()).includes(origin));
      assert.ok(await page.locator('.rehearsal').isVisible());
      await look();
      await page.click('button[value=rehearse]');

      await page.waitForURL(/\/admin\/begin\/mail/);
      await look();
      await page.fill('#mail-host', 'smtp.valmar.example');
      await page.selectOption('#mail-security', 'none');
      await page.click('form[action$="/server"] button');
      await page.locator('.alarm a[href="#mail-security"]').waitFor();
      assert.equal(await page.inputValue('#mail-host'), 'smtp.valmar.example');
      await page.fill('#mail-host', '127.0.0.1');
      await page.fill('#mail-port', String(letters.port));
      await page.click('form[action$="/server"] button');
      await page.waitForURL(/done=saved/);
      await page.fill('#to', 'berta@nogales.example');
      await page.locator('form:has(#to) button').click();
      await page.waitForURL(/done=mailed/);
      assert.equal(letters.taken.length, 1);
      assert.match(letters.taken[0], /To: berta@nogales\.example/);
      await look();
      await page.locator('p.buttons a.button').last().click();

      await page.waitForURL(/\/admin\/begin\/backup/);
      await look();
      await page.locator('.buttons a.button').last().click();

      await page.waitForURL(/\/admin\/begin\/publish/);
      assert.equal(await page.locator('main .title a').count(), 3);
      await look();
      for (const number of [0, 1, 2]) {
        await page.goto(`${origin}/admin/begin/publish`);
        await page.locator('main .title a').nth(number).click();
        const title = await page.inputValue('#title');
        assert.ok(title.length > 5 && (await page.inputValue('#body')).length > 100);
        if (javaScriptEnabled) while (!(await page.locator('button[value=publish]').last().isVisible())) await page.getByRole('button', { name: 'Seguir', exact: true }).click();
        await page.locator('button[name=do][value=publish]:visible').first().click();
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
      }
      await page.goto(`${origin}/admin/begin`);
      const done = await page.locator('main').textContent();
      assert.ok(done.includes('hecho'), done);
      assert.equal((await context.request.get(link)).status(), 422, 'the link is used up');
      await context.close();
      letters.close();
    });
  }
}

/** From the printed link to the question who looks after the node. */
export async function toPerson(page, link, look = async () => {}) {
  await page.goto(link);
  await look();
  await page.check('input[name=language][value=es]');
  await next(page, /organisation$/);
  await look();
  await page.fill('#name', 'Ciudad de Nogales');
  await page.check('input[name=sort][value=city]');
  await page.fill('#username', 'nogales');
  await next(page, /place$/);
  await look();
  await page.fill('#place', 'Málaga');
  await next(page, /look$/);
  await look();
  await next(page, /person$/);
  await look();
}

async function next(page, where) {
  await Promise.all([page.waitForURL(where), page.click('main form button.main')]);
}

async function readable(page) {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    assert.deepEqual(await judged(page, width), [], `${page.url()} at ${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${page.url()} scrolls ${wide} px sideways at ${width}`);
  }
  await page.setViewportSize(before);
}
