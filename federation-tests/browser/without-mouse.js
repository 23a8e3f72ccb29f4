// What people come to do, done with the keyboard alone.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventually, person } from './alliance.js';
import { signedIn, visitor } from './browser.js';
import { back, go, press, walk, write } from './keys.js';

const PHONE = { width: 390, height: 844 };

export function withoutMouse(stage) {
  const as = async (node, role, options = {}) => {
    const context = await signedIn(node, person(node, role), { locale: 'es', ...options });
    return [context, await context.newPage()];
  };

  it('somebody signs in, publishes and looks at it without a mouse', async () => {
    const node = stage.nodes[0];
    const ana = person(node, 'coordinator');
    const context = await visitor({ locale: 'es' });
    const page = await context.newPage();
    await page.goto(`${node.base_url}/sign-in`);
    await walk(page, [['#login', write(ana.username)], ['#password', write(ana.password)], ['main button.main', go]]);
    await page.goto(`${node.base_url}/compose/post`);
    await walk(page, [['#body', write('Escrito solo con el teclado.')], ['button[name=do][value=publish]', go]]);
    await page.getByText('Escrito solo con el teclado.').first().waitFor();
    assert.match(page.url(), /\/posts\/\d+/);
    await context.close();
  });

  it('an action with a day is written part by part on a phone without a mouse', async () => {
    const [context, page] = await as(stage.nodes[0], 'coordinator', { viewport: PHONE });
    const title = 'Paseo escrito con teclas';
    await page.goto(`${stage.nodes[0].base_url}/compose`);
    await walk(page, [
      ['a[href="/compose/action"]', go],
      ['#title', write('Paseo')],
      ['.steps button.main', press('Enter')],
      ['#body', write('Tres barrios, tres horas.')],
      ['.steps button:not(.main)', press('Enter')],
      ['#title', press('End')],
      ['#title', write(' escrito con teclas')],
      ['.steps button.main', press('Enter')],
      ['.steps button.main', press('Enter')],
      ['.steps button.main', press('Enter')],
      ['#starts_at', write('02022099')],
    ]);
    while (!(await page.locator('#visibility').isVisible())) await walk(page, [['.steps button.main', press('Enter')]]);
    await walk(page, [['button[name=do][value=publish]', go]]);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    assert.match(await page.locator('.facts').textContent(), /2099/);
    await context.close();
  });

  it('a territory elsewhere is followed by its address and let go without a mouse', async () => {
    const [valmar, , tacuare] = stage.nodes;
    const [context, page] = await as(valmar, 'member');
    await page.goto(`${valmar.base_url}/follow`);
    const known = await page.locator('main').textContent();
    const stranger = tacuare.organisations.find(({ handle }) => !known.includes(handle));
    await walk(page, [
      ['#address', write(stranger.handle)],
      ['main form button.main', go],
      ['form[action^="/follow/"] button', go],
      ['form[action^="/unfollow/"] button', go],
    ]);
    await page.locator('form[action^="/follow/"] button').first().waitFor();
    await context.close();
  });

  it('somebody says that they come to an event, and that they do not, without a mouse', async () => {
    const node = stage.nodes[0];
    const [context, page] = await as(node, 'member');
    await page.goto(`${node.base_url}/agenda`);
    const events = await page.locator('main .title a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const attend = page.locator('form[action^="/attend/"] button');
    for (const event of events) {
      await page.goto(node.base_url + event);
      if (await attend.count()) break;
    }
    await walk(page, [['form[action^="/attend/"] button', go], ['form[action^="/unattend/"] button', go]]);
    await attend.waitFor();
    await context.close();
  });

  it('a visitor narrows a list and searches without a mouse', async () => {
    const node = stage.nodes[0];
    const context = await visitor({ locale: 'es' });
    const page = await context.newPage();
    await page.goto(`${node.base_url}/actions`);
    await walk(page, [['.facets summary', press('Enter')], ['#by', write('Ciudad de Valmar')], ['.facets button.main', go]]);
    assert.match(new URL(page.url()).searchParams.get('by'), /^valmar/);
    const authors = await page.locator('main .card .by > a:first-child').allTextContents();
    assert.ok(authors.length > 0 && authors.every((name) => name.includes('Ciudad de Valmar')), authors.join());
    await walk(page, [['.top a[href="/search"]', go], ['#q', write('acogida')], ['form[role=search] button', go]]);
    assert.equal(new URL(page.url()).searchParams.get('q'), 'acogida');
    await walk(page, [['main .title a', go]]);
    await page.locator('main article h1').waitFor();
    await context.close();
  });

  it('a language is chosen from the menu and in the settings without a mouse', async () => {
    const node = stage.nodes[0];
    const [context, page] = await as(node, 'member');
    await page.goto(node.base_url);
    await walk(page, [['.menu:not(.wide) > summary', press('Enter')], ['.menu a[hreflang=fr]', go]]);
    await page.locator('html[lang=fr]').waitFor();
    await page.goto(`${node.base_url}/settings/languages`);
    await walk(page, [['#language', write('Espa')], ['form[action="/settings/languages"] button', go]]);
    await page.locator('html[lang=es] .done').waitFor();
    await context.close();
  });

  it('a text is reported to the moderators without a mouse', async () => {
    const node = stage.nodes[0];
    const comment = 'Pide dinero por una cita, contado con teclas.';
    const [context, page] = await as(node, 'member');
    await page.goto(`${node.base_url}/resources`);
    await walk(page, [
      ['main .title a', go],
      [back('a[href^="/report/"]'), go],
      ['input[name=category]', press('Space')],
      ['#comment', write(comment)],
      ['main form button.main', go],
    ]);
    await context.close();
    const [moderator, theirs] = await as(node, 'coordinator');
    await theirs.goto(`${node.base_url}/admin/moderation`);
    await walk(theirs, [['main a[href^="/admin/moderation/reports/"]', go]]);
    await theirs.locator('blockquote', { hasText: comment }).waitFor();
    await moderator.close();
  });

  it('somebody is invited and joins without a mouse', async () => {
    const node = stage.nodes[0];
    const [context, page] = await as(node, 'coordinator');
    await page.goto(node.base_url);
    await walk(page, [
      ['.menu.wide > summary', press('Enter')],
      ['.menu.wide a[href="/admin"]', go],
      ['a[href="/admin/invitations"]', go],
      ['#label', write('Para Teo')],
      ['form[action="/admin/invitations"] button.main', go],
    ]);
    const link = await page.inputValue('input.copy');
    await context.close();
    const guest = await visitor({ locale: 'es' });
    const theirs = await guest.newPage();
    await theirs.goto(link);
    await walk(theirs, [['#username', write('teo')], ['#password', write('tres puentes y un rio largo')], ['main form button.main', go]]);
    await theirs.locator('.done').waitFor();
    assert.equal(new URL(theirs.url()).pathname, '/home');
    await guest.close();
  });

  it('two people of another territory sign a communiqué without a mouse', async () => {
    const [valmar, aubrelle] = stage.nodes;
    const title = 'Ninguna persona sobra';
    const [context, page] = await as(valmar, 'coordinator');
    await page.goto(`${valmar.base_url}/compose/communique`);
    await walk(page, [['#title', write(title)], ['#body', write('Lo decimos juntas.')], ['button[name=do][value=publish]', go]]);
    const communique = page.url().split('?')[0];
    await walk(page, [
      ['a[href^="/signatures/"][href$="/ask"]', go],
      ['#others', write(aubrelle.organisations[0].handle)],
      ['main form button.main', go],
    ]);
    for (const [role, name, act] of [['coordinator', 'prepare', 'Avec une réserve.'], ['signatory', 'grant', '']]) {
      const [theirs, there] = await as(aubrelle, role, { locale: 'fr' });
      const asked = there.locator('main .card', { hasText: title }).locator(`form[action$="/${name}"]`);
      await eventually(`what is asked can be answered by ${role}`, async () => {
        await there.goto(`${aubrelle.base_url}/stamps`);
        return asked.count();
      });
      const action = await asked.getAttribute('action');
      if (act) await walk(there, [[`form[action="${action}"] input`, write(act)]]);
      await walk(there, [[`form[action="${action}"] button`, go]]);
      await theirs.close();
    }
    await eventually('the signature stands under the text', async () => {
      await page.goto(communique);
      return page.locator('[aria-labelledby=endorsement]', { hasText: 'Avec une réserve.' }).count();
    });
    await context.close();
  });
}
