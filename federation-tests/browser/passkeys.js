// Passkeys, with a device that Chromium pretends to have: the first account by one, another added and used, and what a
// browser without scripts sees of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fresh } from './alliance.js';
import { visitor } from './browser.js';
import { toPerson } from './first-run.js';

const DEVICE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

export function passkeys() {
  it('the first administrator opens the node with a passkey, and gets in again with it alone', async () => {
    const link = await fresh('localhost');
    const { origin } = new URL(link);
    const [context, page, device] = await withDevice();
    await toPerson(page, link);
    await page.fill('#username', 'berta');
    await page.check('input[name=by][value=passkey]');
    assert.ok(!(await page.locator('#password').isVisible()));
    await page.click('main form button.main');
    await page.locator('form[data-passkey-new] button').click();
    await page.waitForURL(/\/admin\/begin\/codes/);
    assert.equal((await keysOf(device)).length, 1);

    await page.goto(`${origin}/settings/security`);
    assert.equal(await page.locator('#old').count(), 0, 'there is no password to ask for');
    await page.locator('#passkeys ~ .items button').click();
    await page.locator('.alarm').waitFor();
    assert.ok((await page.locator('.alarm').textContent()).includes('única forma'));

    await signOut(page, origin);
    await page.goto(`${origin}/sign-in?next=/settings/security`);
    await page.locator('form[data-passkey-get] button').click();
    await page.waitForURL(/\/settings\/security/);
    assert.match(await page.locator('#passkeys ~ .items').textContent(), /usada por última vez/);

    await page.fill('#password', 'tres puentes y un rio');
    await page.click('form[action="/settings/security/password"] button');
    await page.waitForURL(/done=saved/);

    await page.locator('#passkeys ~ .items button').click();
    await page.waitForURL(/done=saved/);
    assert.equal(await page.locator('#passkeys ~ .items').count(), 0);
    await forget(device);
    await page.fill('#passkey_name', 'Mi teléfono');
    await page.fill('#passkey_password', 'tres puentes y un rio');
    await page.click('form[action="/settings/security/passkeys"] button');
    await page.locator('form[data-passkey-new] button').click();
    await page.waitForURL(/done=passkey/);
    assert.match(await page.locator('#passkeys ~ .items').textContent(), /Mi teléfono/);
    await page.goto(`${origin}/admin/audit`);
    assert.match(await page.locator('main').textContent(), /añadió una llave de acceso a\s+@berta/);

    await signOut(page, origin);
    await forget(device);
    await page.goto(`${origin}/sign-in`);
    await device.wire.send('WebAuthn.setUserVerified', { authenticatorId: device.id, isUserVerified: false });
    await page.locator('form[data-passkey-get] button').click();
    await page.locator('[data-passkey-failed]').waitFor();
    assert.equal(new URL(page.url()).pathname, '/sign-in');
    await context.close();

    const plain = await visitor({ locale: 'es', javaScriptEnabled: false });
    const there = await plain.newPage();
    await there.goto(`${origin}/sign-in?next=/settings/security`);
    assert.ok(!(await there.locator('form[data-passkey-get]').isVisible()));
    await there.fill('#login', 'berta');
    await there.fill('#password', 'tres puentes y un rio');
    await there.click('main button.main');
    await there.waitForURL(/\/settings\/security/);
    assert.ok(await there.locator('[data-no-passkey]').isVisible());
    assert.ok(!(await there.locator('#passkey_name').isVisible()));
    await plain.close();
  });
}

async function withDevice() {
  const context = await visitor({ locale: 'es' });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('WebAuthn.enable');
  const { authenticatorId } = await wire.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE });
  return [context, page, { wire, id: authenticatorId }];
}

async function keysOf({ wire, id }) {
  return (await wire.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials;
}

async function forget({ wire, id }) {
  await wire.send('WebAuthn.clearCredentials', { authenticatorId: id });
}

async function signOut(page, origin) {
  await page.locator('.foot form[action="/sign-out"] button').click();
  await page.waitForURL(`${origin}/`);
}
