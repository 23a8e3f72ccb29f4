// What scripts add: one part of a form at a time on phones, what was being written kept, a preview while writing, lists
// that grow in place. And that nothing of it is missed without them.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { person } from './alliance.js';
import { signedIn } from './browser.js';

const PHONE = { viewport: { width: 390, height: 800 }, locale: 'es' };

export function niceties(stage) {
  const open = async (options) => {
    const node = stage.nodes[0];
    const context = await signedIn(node, person(node, 'coordinator'), options);
    const page = await context.newPage();
    return { node, context, page };
  };

  it('a phone shows a long form part by part, and all of it without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { node, context, page } = await open({ ...PHONE, javaScriptEnabled });
      await page.goto(`${node.base_url}/compose/action`);
      assert.ok(await page.locator('#title').isVisible());
      assert.equal(await page.locator('#visibility').isVisible(), !javaScriptEnabled);
      if (javaScriptEnabled) {
        await page.fill('#title', 'Paseo por el barrio');
        while (!(await page.locator('#visibility').isVisible())) await page.getByRole('button', { name: 'Seguir', exact: true }).click();
        assert.ok(await page.locator('button[value=publish]').isVisible());
        await page.getByRole('button', { name: 'Volver', exact: true }).click();
        assert.ok(!(await page.locator('#visibility').isVisible()));
      }
      await context.close();
    }
  });

  it('what was being written is offered again, and forgotten at sign-out', async () => {
    const { node, context, page } = await open({ locale: 'es' });
    await page.goto(`${node.base_url}/compose/call`);
    await page.fill('#title', 'Se buscan intérpretes');
    await page.waitForFunction(() => localStorage.getItem('draft:/compose/call')?.includes('Se buscan'));
    await page.goto(`${node.base_url}/compose/call`);
    await page.getByRole('button', { name: 'Recuperarlo' }).click();
    assert.equal(await page.inputValue('#title'), 'Se buscan intérpretes');
    await page.locator('.foot form[action="/sign-out"] button').click();
    await page.waitForURL(`${node.base_url}/`);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await context.close();
  });

  it('the preview appears beside the form while it is written', async () => {
    const { node, context, page } = await open({ locale: 'es' });
    await page.goto(`${node.base_url}/compose/resource`);
    await page.fill('#title', 'Guía del padrón');
    await page.fill('#body', 'Con **ejemplos**.');
    await page.locator('#previews .abroad').waitFor();
    assert.equal(await page.locator('#previews strong', { hasText: 'ejemplos' }).count(), 1);
    assert.equal(await page.inputValue('#title'), 'Guía del padrón');
    await context.close();
  });

  it('a list grows in place, and its link leads to the older ones without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { node, context, page } = await open({ locale: 'es', javaScriptEnabled });
      await page.goto(`${node.base_url}/latest`);
      const before = await page.locator('main .card').count();
      await page.locator('.older a').click();
      if (javaScriptEnabled) await page.waitForFunction((n) => document.querySelectorAll('main .card').length > n, before);
      else await page.waitForURL(/before=/);
      assert.equal(page.url().includes('before='), !javaScriptEnabled);
      await context.close();
    }
  });

  it('the quick exit leaves at once and cannot be gone back to', async () => {
    const { node, context, page } = await open({ locale: 'es' });
    await context.route('https://es.wikipedia.org/**', (route) => route.fulfill({ body: 'elsewhere', contentType: 'text/html' }));
    await page.goto(`${node.base_url}/minutes`);
    await page.locator('main .title a').first().click();
    await page.waitForURL('**/minutes/*');
    const sensitive = page.url();
    assert.ok(await page.locator('[data-exit]').count(), `${sensitive} has no exit`);
    await page.click('[data-exit]');
    await page.waitForURL('https://es.wikipedia.org/');
    await page.goBack();
    assert.notEqual(page.url(), sensitive);
    await context.close();
  });
}
