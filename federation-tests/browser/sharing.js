// Passing things on and coming from elsewhere: the reader's server is known to the browser alone; other servers and
// pages find what they ask for.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { person } from './alliance.js';
import { signedIn, visitor } from './browser.js';
import { everything } from './pages.js';

export function sharing(stage) {
  it("the reader's own server is remembered by the browser and told to nobody", async () => {
    const { node, open } = await everything(stage);
    const context = await visitor({ locale: 'es' });
    const page = await context.newPage();
    await context.route('https://mastodon.example/**', (route) => route.fulfill({ body: 'there' }));
    const action = open.find((path) => path.startsWith('/actions/'));
    await page.goto(node.base_url + action);
    await page.fill('[data-server] input', '@ana@mastodon.example');
    await page.click('[data-server] button');
    await page.waitForURL(/^https:\/\/mastodon\.example\/authorize_interaction\?uri=/);
    await page.goto(node.base_url + action);
    assert.equal(await page.inputValue('[data-server] input'), 'mastodon.example');
    const told = context.requests.filter((url) => url.startsWith(node.base_url) && url.includes('mastodon.example'));
    assert.deepEqual(told, []);
    await context.close();
  });

  it('somebody sent here by another server lands on the page of what they found', async () => {
    const node = stage.nodes[0];
    const elsewhere = stage.nodes[1].organisations[0];
    const context = await signedIn(node, person(node, 'coordinator'));
    const page = await context.newPage();
    await page.goto(`${node.base_url}/authorize_interaction?uri=${encodeURIComponent(elsewhere.actor)}`);
    assert.equal(new URL(page.url()).pathname, `/${elsewhere.handle}`);
    await page.goto(`${node.base_url}/share?text=Hola&url=https%3A%2F%2Fexample.org%2F`);
    assert.equal(await page.inputValue('#body'), 'Hola\n\nhttps://example.org/');
    await context.close();
  });

  it('a page tells how it is embedded, and what it offers can be framed', async () => {
    const { node, open } = await everything(stage);
    const context = await visitor();
    const page = await context.newPage();
    const paths = open.filter((path) => /^\/(actions|calls|resources)\/\d/.test(path));
    let embedded = 0;
    for (const path of paths) {
      await page.goto(node.base_url + path);
      const link = page.locator('link[type="application/json+oembed"]');
      if ((await link.count()) === 0) continue;
      const answer = await context.request.get(node.base_url + (await link.getAttribute('href')));
      const said = await answer.json();
      assert.equal(said.type, 'rich');
      const frame = /src="([^"]+)"/.exec(said.html)[1];
      const framed = await context.request.get(frame);
      assert.match(framed.headers()['content-security-policy'], /frame-ancestors \*/);
      assert.equal((await context.request.get(node.base_url + path)).headers()['content-security-policy'].includes("frame-ancestors 'none'"), true);
      embedded += 1;
    }
    assert.ok(embedded > 0, 'no page could be embedded');
    await context.close();
  });

  it('a publication can be passed on with words, a link and a code', async () => {
    const { node, open } = await everything(stage);
    const context = await visitor({ locale: 'es' });
    const page = await context.newPage();
    await page.goto(node.base_url + open.find((path) => path.startsWith('/actions/')));
    await page.click('a[href^="/share/"]');
    await page.locator('.scan svg').waitFor();
    assert.match(await page.inputValue('#address'), /\/actions\/\d+/);
    assert.match(await page.locator('a[href^="https://wa.me/"]').getAttribute('href'), /text=.*actions%2F/);
    await context.close();
  });
}
