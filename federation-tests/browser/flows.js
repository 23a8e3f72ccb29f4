// What people come to do: sign in, publish, follow. With scripts and without, across two nodes.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { eventually, person } from './alliance.js';
import { signedIn, visitor } from './browser.js';

export function flows(stage) {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
    const options = { javaScriptEnabled, locale: 'es' };

    it(`a wrong password is told and the name kept, ${how}`, async () => {
      const context = await visitor(options);
      const page = await context.newPage();
      await page.goto(`${stage.nodes[0].base_url}/sign-in`);
      await page.fill('#login', 'ana');
      await page.fill('#password', 'no es esta');
      await page.click('main button.main');
      await page.locator('.alarm').waitFor();
      assert.equal(await page.inputValue('#login'), 'ana');
      await context.close();
    });

    it(`what a coordinator publishes is read on the node of another territory, ${how}`, async () => {
      const [valmar, aubrelle] = stage.nodes;
      const context = await signedIn(valmar, person(valmar, 'coordinator'), options);
      const page = await context.newPage();
      await page.goto(`${valmar.base_url}/compose`);
      await page.click('a[href="/compose/action"]');
      const title = `Cocina del mundo en la plaza, ${how}`;
      await page.fill('#title', title);
      await page.fill('#body', 'Cada barrio trae un plato y **su receta**.');
      await page.click('button[name=do][value=publish]:visible');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      assert.match(page.url(), /\/actions\/\d+-cocina/);
      assert.equal(await page.locator('.prose strong').first().textContent(), 'su receta');
      await context.close();
      const reader = await visitor(options);
      const there = await reader.newPage();
      await eventually('the action arrived at the second node', async () => {
        await there.goto(`${aubrelle.base_url}/actions`);
        return there.getByRole('link', { name: title }).count();
      });
      await reader.close();
    });

    it(`a form with a mistake says so, keeps what was written and puts the mistake in reach, ${how}`, async () => {
      const context = await signedIn(stage.nodes[0], person(stage.nodes[0], 'coordinator'), options);
      const page = await context.newPage();
      await page.goto(`${stage.nodes[0].base_url}/compose/call`);
      await page.fill('#body', 'Se buscan intérpretes.');
      await page.click('button[name=do][value=publish]:visible');
      await page.locator('.alarm a[href="#title"]').waitFor();
      assert.equal(await page.inputValue('#body'), 'Se buscan intérpretes.');
      assert.equal(await page.locator('#title').getAttribute('aria-invalid'), 'true');
      await context.close();
    });

    it(`a member follows a territory elsewhere and unfollows it, ${how}`, async () => {
      const [valmar, , tacuare] = stage.nodes;
      const context = await signedIn(valmar, person(valmar, 'member'), options);
      const page = await context.newPage();
      await page.goto(`${valmar.base_url}/follow`);
      const known = await page.locator('main').textContent();
      const stranger = tacuare.organisations.find(({ handle }) => !known.includes(handle));
      await page.fill('#address', stranger.handle);
      await page.click('main form button.main');
      await page.locator('form[action^="/follow/"] button, form[action^="/unfollow/"] button').first().waitFor();
      await page.locator('form[action^="/follow/"] button').first().click();
      await page.locator('form[action^="/unfollow/"] button').first().waitFor();
      await eventually('the follow was accepted', async () => {
        await page.reload();
        return page.getByRole('button', { name: 'Siguiendo' }).count();
      });
      await page.locator('form[action^="/unfollow/"] button').first().click();
      await page.locator('form[action^="/follow/"] button').first().waitFor();
      await context.close();
    });
  }
}
