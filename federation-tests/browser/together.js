// What several territories do together, as each of them sees it on its own node: a Welcome Week in three cities, a text that
// is signed with a reservation, and how an organisation comes into the alliance. With scripts and without.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventually, person } from './alliance.js';
import { signedIn, visitor } from './browser.js';
import { asksToJoin, roomFor } from './rare.js';

/** Who answers what an organisation is asked: for a text one prepares and another signs; anything else takes one person. */
const TWO = [['coordinator', 'prepare'], ['signatory', 'grant']];
const ONE = [['coordinator', 'grant']];

export function together(stage) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
    const options = { javaScriptEnabled, locale: 'es' };
    const as = async (node, role) => {
      const context = await signedIn(node, person(node, role), options);
      return [context, await context.newPage()];
    };

    /** People of an organisation agree to what it was asked, one after the other. */
    const agree = async (people, node, about, reservation = '') => {
      for (const [role, act] of people) {
        const [context, page] = await as(node, role);
        const form = page.locator('main .card', { hasText: about }).locator(`form[action$="/${act}"]`);
        await eventually(`${about} can be answered by the ${role}`, async () => {
          await page.goto(`${node.base_url}/stamps`);
          return form.count();
        });
        if (act === 'prepare') await form.locator('input').fill(reservation);
        await Promise.all([page.waitForURL(/done=/), form.locator('button').click()]);
        await context.close();
      }
    };

    it(`a Welcome Week is held by three cities, each with its own, ${how}`, async () => {
      const [valmar, aubrelle, tacuare] = stage.nodes;
      const week = `Semana de Acogida, ${how}`;
      const [ana, page] = await as(valmar, 'coordinator');
      await page.goto(`${valmar.base_url}/compose/campaign`);
      await publish(page, { title: week, body: 'Siete días, todas las ciudades.', starts_at: '2099-09-06', ends_at: '2099-09-12' });
      const edition = page.url().split('?')[0];
      const ours = `Comida en la plaza, ${how}`;
      await page.goto(`${valmar.base_url}/compose/action`);
      await page.selectOption('#about_uri', { label: week });
      await publish(page, { title: ours, body: 'Cada mesa, una lengua.', starts_at: '2099-09-07' });
      await page.click('a[href^="/signatures/"][href$="/ask"]');
      await page.check('input[name=kind][value=coorganiser]');
      await page.fill('#others', aubrelle.organisations[0].handle);
      await Promise.all([page.waitForURL(/done=/), page.click('main form button.main')]);
      await agree(ONE, aubrelle, ours);

      const theirs = `Marche des quartiers, ${how}`;
      const [manon, there] = await as(aubrelle, 'coordinator');
      await open(there, `${aubrelle.base_url}/campaigns`, week);
      await there.goto(`${aubrelle.base_url}/compose/action`);
      await there.selectOption('#about_uri', { label: week });
      await publish(there, { title: theirs, body: 'Du port à la gare.', starts_at: '2099-09-08' });
      await manon.close();

      const [joaquin, far] = await as(tacuare, 'coordinator');
      await open(far, `${tacuare.base_url}/campaigns`, week);
      await Promise.all([far.waitForURL(/\/edit\//), far.click('form[action^="/adopt/"] button')]);
      const adopted = `${week}, en Tacuaré`;
      await publish(far, { title: adopted });
      await joaquin.close();

      await eventually('the week shows what each city does', async () => {
        await page.goto(edition);
        const days = await page.locator('[aria-labelledby=parts] .title').allInnerTexts();
        return days.join() === [adopted, ours, theirs].join() && (await page.locator('[aria-labelledby=adoption]').count());
      });
      await page.locator('[aria-labelledby=adoption]', { hasText: 'Tacuaré' }).waitFor();
      await page.getByRole('link', { name: ours }).first().click();
      await eventually('both are shown as organisers', async () => {
        await page.reload();
        return page.locator('[aria-labelledby=coorganiser]', { hasText: 'Aubrelle' }).count();
      });
      await ana.close();
    });

    it(`an organisation of another node signs with a reservation, and the author's page shows it, ${how}`, async () => {
      const [valmar, aubrelle] = stage.nodes;
      const title = `Por un padrón sin miedo, ${how}`;
      const reservation = `Sauf le deuxième point, ${how}`;
      const [context, page] = await as(valmar, 'coordinator');
      await page.goto(`${valmar.base_url}/compose/communique`);
      await publish(page, { title, body: 'Primero: empadronar. Segundo: en un día.' });
      const communique = page.url().split('?')[0];
      await page.click('a[href^="/signatures/"][href$="/ask"]');
      await page.fill('#others', aubrelle.organisations[0].handle);
      await Promise.all([page.waitForURL(/done=/), page.click('main form button.main')]);
      await agree(TWO, aubrelle, title, reservation);
      const signature = page.locator('[aria-labelledby=endorsement] .tile', { hasText: 'Aubrelle' });
      await eventually('the signature came', async () => {
        await page.goto(communique);
        return signature.count();
      });
      assert.ok((await signature.innerText()).includes(reservation));
      const file = await context.request.get(valmar.base_url + (await page.locator('a[href$=".json"][href^="/signatures/"]').getAttribute('href')));
      assert.ok((await file.text()).includes(reservation));
      await context.close();
    });

    it(`a guest asks to join the alliance, two members vouch, and every node counts it in, ${how}`, async () => {
      const [valmar, aubrelle] = stage.nodes;
      const guest = { name: `Casa del Puerto, ${how}`, username: javaScriptEnabled ? 'puerto' : 'puerto-sin', person: javaScriptEnabled ? 'rita' : 'rosa' };
      const [ana, page] = await as(valmar, 'coordinator');
      await page.goto(`${valmar.base_url}/alliances`);
      await page.locator('main .deck a[href^="/alliances/"]').first().click();
      const alliance = new URL(page.url()).pathname;
      const link = await roomFor(page, valmar, alliance, guest);
      const newcomer = await visitor(options);
      const theirs = await newcomer.newPage();
      await asksToJoin(theirs, link, alliance, guest.person);
      await theirs.locator('main meter').waitFor();
      await newcomer.close();

      const [manon, there] = await as(aubrelle, 'coordinator');
      for (const [node, at] of [[valmar, page], [aubrelle, there]]) {
        const vouch = at.locator('[aria-labelledby=applicants] .tile', { hasText: guest.name }).locator('form[action$="/sponsor"] button');
        await eventually('the request is known', async () => {
          await at.goto(node.base_url + alliance);
          return vouch.count();
        });
        await Promise.all([at.waitForURL(/done=vouched/), vouch.click()]);
      }
      const actor = `${valmar.base_url}/ap/a/${guest.username}`;
      for (const node of stage.nodes) {
        await eventually(`${node.base_url} counts it in`, async () => {
          const { members } = await (await ana.request.get(`${node.base_url}${alliance}/roster.json`)).json();
          return members.some((member) => member.actor === actor && member.sponsors.length === 2);
        });
      }
      await Promise.all([ana.close(), manon.close()]);
    });

    it(`a guest moves to another node with its texts and followers, by pages alone, ${how}`, async () => {
      const [valmar, aubrelle] = stage.nodes;
      const guest = { name: `Lagar, ${how}`, username: javaScriptEnabled ? 'lagar' : 'lagar-sin' };
      const at = (node) => `@${guest.username}@${new URL(node.base_url).host}`;
      const [title, word] = [`Vendimia, ${how}`, 'tres puentes y un río largo'];

      /** Somebody comes to look after the guest on one of the nodes. */
      const arrives = async (node) => {
        const [office, page] = await as(node, 'coordinator');
        await page.goto(`${node.base_url}/alliances`);
        await page.locator('main .deck a[href^="/alliances/"]').first().click();
        const link = await roomFor(page, node, new URL(page.url()).pathname, guest);
        await office.close();
        const context = await visitor(options);
        const theirs = await context.newPage();
        await theirs.goto(link);
        await theirs.fill('#username', `eva-${guest.username}`);
        await theirs.fill('#password', word);
        await Promise.all([theirs.waitForURL(/done=welcome/), theirs.click('main button.main')]);
        return [context, theirs];
      };
      const [old, before] = await arrives(valmar);
      const [young, after] = await arrives(aubrelle);
      await before.goto(`${valmar.base_url}/compose/action`);
      await publish(before, { title, body: 'Traed cestas.' });
      const page = new URL(before.url()).pathname;
      const [reader, theirs] = await as(valmar, 'member');
      await theirs.goto(`${valmar.base_url}/@${guest.username}`);
      await theirs.click('form[action^="/follow/"] button');
      await theirs.locator('form[action^="/unfollow/"]').first().waitFor();

      await before.goto(`${valmar.base_url}/admin/moving`);
      const [archive] = await Promise.all([before.waitForEvent('download'), before.click('form[action$="/archive"] button')]);
      await after.goto(`${aubrelle.base_url}/admin/moving`);
      await after.setInputFiles('#archive', await archive.path());
      await after.click('form[action$="/import"] button');
      await after.locator('main [role=status]').waitFor();
      await after.fill('#address', at(valmar));
      await Promise.all([after.waitForURL(/done=saved/), after.click('form[action$="/alias"] button:not([name=remove])')]);
      await before.fill('#target', at(aubrelle));
      await before.fill('#username', guest.username);
      await before.fill('#password', word);
      await Promise.all([before.waitForURL(/done=moved/), before.click('form[action$="/move"] button')]);

      await eventually('the follower came along', async () => {
        await theirs.goto(`${valmar.base_url}/@${guest.username}@${new URL(aubrelle.base_url).host}`);
        return theirs.locator('form[action^="/unfollow/"]').count();
      });
      const stranger = await visitor(options);
      const away = await stranger.newPage();
      for (const path of [`/@${guest.username}`, page]) {
        await away.goto(valmar.base_url + path);
        assert.equal(new URL(away.url()).origin, aubrelle.base_url, `${path} leads on`);
      }
      await away.getByRole('heading', { level: 1, name: title }).waitFor();
      await Promise.all([old, young, reader, stranger].map((context) => context.close()));
    });
  }
}

/** Fills the form by the names of its fields and publishes; ends on the page of it. */
async function publish(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
  await page.click('button[name=do][value=publish]:visible');
  await page.getByRole('heading', { level: 1, name: fields.title }).waitFor();
}

/** Opens what a list names, as soon as it has arrived there. */
async function open(page, list, title) {
  await eventually(`${title} arrived`, async () => {
    await page.goto(list);
    return page.getByRole('link', { name: title }).count();
  });
  await page.getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}
