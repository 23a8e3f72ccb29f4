// Longer ways through the pages, from the first click to what was wanted: finding, joining, calling, meeting, and putting
// right what broke. With scripts and without.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventually, person } from './alliance.js';
import { signedIn, visitor } from './browser.js';
import { everything } from './pages.js';

const PHONE = { width: 390, height: 844 };

export function journeys(stage) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
    const options = { javaScriptEnabled, locale: 'es' };
    const coordinator = async (node) => {
      const context = await signedIn(node, person(node, 'coordinator'), options);
      return [context, await context.newPage()];
    };

    it(`a visitor finds what goes on nearby on the map and takes it to a calendar, ${how}`, async () => {
      const node = stage.nodes[0];
      const context = await visitor({ ...options, viewport: PHONE });
      const page = await context.newPage();
      await page.goto(node.base_url);
      await page.locator('.bar a[href="/map"]').click();
      await page.fill('#near', 'Ciudad Desconocida');
      await page.click('form[action="/map"] button.main');
      await page.locator('#near-error').waitFor();
      await page.fill('#near', 'Tacuaré');
      await page.click('form[action="/map"] button.main');
      await page.locator('.places > li:first-child', { hasText: 'Tacuaré' }).waitFor();
      if (javaScriptEnabled) {
        await page.waitForLoadState('networkidle');
        const asked = context.requests.length;
        await context.grantPermissions(['geolocation']);
        await context.setGeolocation({ latitude: 36.6, longitude: -6.2 });
        await page.click('form[data-near] button[type=button]');
        await page.locator('.places > li:first-child', { hasText: 'Valmar' }).waitFor();
        assert.equal(context.requests.length, asked, 'where somebody is goes nowhere');
      }
      const pin = page.locator('.pin', { has: page.locator('title', { hasText: 'Valmar' }) });
      await pin.click();
      const place = page.locator('.places > li:target');
      await place.locator('.title a').first().click();
      assert.ok(await page.locator('main h1').isVisible());
      await page.goto(`${node.base_url}/agenda`);
      const href = await page.locator('.files-of a[href*=".ics"]').getAttribute('href');
      const calendar = await context.request.get(node.base_url + href);
      assert.match(calendar.headers()['content-type'], /^text\/calendar/);
      assert.match(await calendar.text(), /BEGIN:VEVENT/);
      await context.close();
    });

    it(`a list is narrowed, put on a map and taken along as a table, ${how}`, async () => {
      const node = stage.nodes[0];
      const context = await visitor(options);
      const page = await context.newPage();
      await page.goto(`${node.base_url}/actions`);
      await page.locator('.facets summary').click();
      await page.selectOption('#by', { label: 'Ciudad de Valmar' });
      await page.click('.facets button.main');
      await page.locator('.switch a', { hasText: 'Mapa' }).click();
      assert.ok((await page.locator('.pin').count()) > 0);
      const table = await context.request.get(node.base_url + (await page.locator('.files-of a[href*=".csv"]').getAttribute('href')));
      const rows = (await table.text()).split('\r\n').join('\n').trim().split('\n');
      assert.match(rows[0], /^\ufeff?id,url,kind,title,/);
      assert.ok(rows.length > 1 && rows.slice(1).join('\n').includes('Ciudad de Valmar'));
      await context.close();
    });

    it(`somebody who was invited joins and reads at once, ${how}`, async () => {
      const node = stage.nodes[0];
      const [context, page] = await coordinator(node);
      await page.goto(`${node.base_url}/admin/invitations`);
      await page.click('form[action="/admin/invitations"] button.main');
      const link = await page.inputValue('input.copy');
      await context.close();
      const guest = await visitor(options);
      const theirs = await guest.newPage();
      await theirs.goto(link);
      await theirs.fill('#username', javaScriptEnabled ? 'berta' : 'bruno');
      await theirs.fill('#password', 'tres puentes y un río largo');
      await theirs.click('main button.main');
      await theirs.waitForURL((url) => !url.pathname.startsWith('/join/'));
      await theirs.goto(`${node.base_url}/home`);
      assert.ok(await theirs.locator('main h1').isVisible());
      assert.ok(!theirs.url().includes('sign-in'));
      await guest.close();
    });

    it(`a node that opens its door lets anybody in, and nobody once it is closed again, ${how}`, async () => {
      const node = stage.nodes[0];
      const [context, page] = await coordinator(node);
      const door = (state) => registration(page, node, state);
      const guest = await visitor(options);
      const theirs = await guest.newPage();
      await door('open');
      await theirs.goto(`${node.base_url}/join`);
      await theirs.fill('#username', javaScriptEnabled ? 'omar' : 'olga');
      await theirs.fill('#password', 'corta');
      await theirs.click('main button.main');
      await theirs.locator('.alarm a[href="#password"]').waitFor();
      await theirs.fill('#password', 'tres puentes y un río largo');
      await Promise.all([theirs.waitForURL(/\/begin/), theirs.click('main button.main')]);
      assert.ok((await theirs.locator('input[name=territory]:checked').count()) > 0, 'some are chosen already');
      await theirs.check('input[name=reading][value=fr]');
      await Promise.all([theirs.waitForURL(/\/home/), theirs.click('main button.main')]);
      assert.ok((await theirs.locator('main .card').count()) > 0, 'the feed is full at once');
      await door('invitation');
      await theirs.goto(`${node.base_url}/join`);
      assert.equal(await theirs.locator('#username').count(), 0);
      await Promise.all([context.close(), guest.close()]);
    });

    it(`an account that is asked for is opened by who looks after the node, ${how}`, async () => {
      const node = stage.nodes[0];
      const [context, page] = await coordinator(node);
      const door = (state) => registration(page, node, state);
      await door('approval');
      const [username, password] = [javaScriptEnabled ? 'irma' : 'iker', 'tres puentes y un río largo'];
      const guest = await visitor(options);
      const theirs = await guest.newPage();
      await theirs.goto(`${node.base_url}/sign-in`);
      await theirs.click('main a[href="/join"]');
      await theirs.fill('#username', username);
      await theirs.fill('#password', password);
      await theirs.click('main button.main');
      await theirs.locator('.alarm a[href="#reason"]').waitFor();
      await theirs.fill('#reason', 'Colaboro con la asociación del puerto.');
      await theirs.fill('#password', password);
      await theirs.click('main button.main');
      await theirs.locator('main .done').waitFor();
      await page.goto(`${node.base_url}/admin/people`);
      const request = page.locator('#requests .card', { hasText: `@${username}` });
      await Promise.all([page.waitForURL(/done=account-accepted/), request.locator('form[action$="/accept"] button').click()]);
      const opened = await signedIn(node, { username, password }, options);
      await door('invitation');
      await Promise.all([context, guest, opened].map((each) => each.close()));
    });

    it(`a call goes out and is open on the node of another territory, ${how}`, async () => {
      const [valmar, aubrelle] = stage.nodes;
      const [context, page] = await coordinator(valmar);
      await page.goto(`${valmar.base_url}/compose/call`);
      const title = `Se buscan intérpretes, ${how}`;
      await page.fill('#title', title);
      await page.fill('#deadline', '2099-06-30');
      await page.fill('#body', 'Para la semana de acogida.');
      await page.click('button[name=do][value=publish]:visible');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await context.close();
      const reader = await visitor(options);
      const there = await reader.newPage();
      await eventually('the call arrived at the second node', async () => {
        await there.goto(`${aubrelle.base_url}/calls`);
        return there.getByRole('link', { name: title }).count();
      });
      await reader.close();
    });

    it(`a meeting is called and its minutes say what was decided, ${how}`, async () => {
      const node = stage.nodes[0];
      const [context, page] = await coordinator(node);
      await page.goto(`${node.base_url}/compose/meeting`);
      const title = `Reunión de barrio, ${how}`;
      await page.fill('#title', title);
      await page.fill('#starts_at', '2099-02-01');
      await page.fill('#body', 'Orden del día: la cocina común.');
      await page.click('button[name=do][value=publish]:visible');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.locator('a[href^="/compose/minutes"]').click();
      await page.fill('#title', `Acta: ${title}`);
      await page.fill('#body', 'Estuvimos doce personas.');
      await page.locator('[name=item_text]').first().fill('Se abre la cocina los jueves.');
      await page.click('button[name=do][value=publish]:visible');
      await page.getByRole('heading', { level: 1, name: `Acta: ${title}` }).waitFor();
      await page.getByText('Se abre la cocina los jueves.').first().waitFor();
      await context.close();
    });

    it(`the way out of a letter asks once and needs no password, ${how}`, async () => {
      const { node, open } = await everything(stage);
      const context = await visitor(options);
      const page = await context.newPage();
      await page.goto(node.base_url + open.find((path) => path.startsWith('/unsubscribe/')));
      await page.click('main form button.main');
      await page.locator('.done').waitFor();
      assert.equal(await page.locator('main form').count(), 0);
      await context.close();
    });

    it(`a node that makes trouble is paused, tried again, and both are written down, ${how}`, async () => {
      const node = stage.nodes[0];
      const [context, page] = await coordinator(node);
      for (const act of ['pause', 'retry']) {
        await page.goto(`${node.base_url}/admin/federation`);
        await page.locator('.items summary').first().click();
        await Promise.all([page.waitForURL(/done=/), page.locator(`.items button[value=${act}]`).first().click()]);
      }
      await page.goto(`${node.base_url}/admin/audit`);
      const log = await page.locator('main').textContent();
      assert.ok(log.includes('dejó en pausa a') && log.includes('volvió a probar con'), log);
      await context.close();
    });
  }
}

/** Chooses who may open an account. */
async function registration(page, node, state) {
  await page.goto(`${node.base_url}/admin/settings`);
  await page.check(`input[name=registration][value=${state}]`);
  await Promise.all([page.waitForURL(/done=/), page.click('form[action="/admin/settings"] button.main')]);
}
