// Pages that are there only once something has happened: it is made to happen.
import { eventually } from './alliance.js';
import { signedIn, visitor } from './browser.js';
import { linkIn, mailServer } from './letters.js';

/** Makes room for a guest of the node; the link by which its first person joins. */
export async function roomFor(page, node, alliance, { name, username }) {
  await page.goto(`${node.base_url}${alliance}/invite`);
  await page.fill('#name', name);
  await page.fill('#username', username);
  await page.click('main form button');
  return page.inputValue('input#guest');
}

/** Who comes by that link signs the charter and asks the members to vouch; ends where it is seen what arrives. */
export async function asksToJoin(page, link, alliance, username) {
  await page.goto(link);
  await page.fill('#username', username);
  await page.fill('#password', 'tres puentes y un río largo');
  await Promise.all([page.waitForURL((url) => url.pathname === alliance), page.click('main button.main')]);
  await Promise.all([page.waitForURL(/\/import/), page.click(`form[action="${alliance}/join"] button`)]);
}

/** The path of the page that tells what a new member finds, when all of it is there. */
export async function arrival(office, node, alliance) {
  const page = await office.newPage();
  const link = await roomFor(page, node, alliance, { name: 'Casa de la Ribera', username: 'ribera' });
  const newcomer = await visitor();
  const theirs = await newcomer.newPage();
  await asksToJoin(theirs, link, alliance, 'elena');
  await eventually('everybody was asked', async () => {
    await theirs.goto(`${node.base_url}${alliance}/import`);
    return !(await theirs.locator('meta[http-equiv=refresh]').count());
  });
  await Promise.all([page.close(), newcomer.close()]);
  return `${alliance}/import`;
}

/** Puts off a call that is written; the path of the page where its hour can be changed. */
export async function putOff(office, node) {
  const page = await office.newPage();
  await page.goto(`${node.base_url}/compose/call`);
  await page.fill('#title', 'Reparto de mantas');
  await page.fill('#body', 'En la plaza.');
  await Promise.all([page.waitForURL(/\/later\//), page.click('button[value=later]')]);
  const path = new URL(page.url()).pathname;
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.fill('#until', tomorrow);
  await Promise.all([page.waitForURL(/done=later/), page.click('main form.form button.main')]);
  await page.close();
  return path;
}

/** Warns somebody; the path of the page where they can ask for another look. */
export async function appeal(office, node, user) {
  const page = await office.newPage();
  await page.goto(`${node.base_url}/@${user.username}`);
  await page.goto(node.base_url + (await page.locator('a[href^="/admin/moderation/accounts/"]').getAttribute('href')));
  await page.selectOption('#measure', 'warning');
  await page.fill('#text', 'Una dirección de casa no se publica.');
  await Promise.all([page.waitForURL(/done=/), page.click('button[value=measure]')]);
  await page.close();
  const theirs = await signedIn(node, user);
  const notices = await theirs.newPage();
  await notices.goto(`${node.base_url}/notifications`);
  const path = await notices.locator('a[href^="/appeal/"]').first().getAttribute('href');
  await theirs.close();
  return path;
}

/** Has a node write its letters to a server of this machine. */
async function post(office, node) {
  const post = await mailServer();
  const page = await office.newPage();
  await page.goto(`${node.base_url}/admin/mail`);
  // A node that writes letters already keeps the form folded.
  const fold = page.locator('main details:has(#mail-host) > summary');
  if (await fold.count()) await fold.click();
  await page.fill('#mail-host', '127.0.0.1');
  await page.selectOption('#mail-security', 'none');
  await page.fill('#mail-port', String(post.port));
  await Promise.all([page.waitForURL(/done=/), page.click('form[action$="/server"] button')]);
  await page.close();
  return post;
}

/** Somebody without an account adheres to a communiqué; the paths where they say their address, and of the letter's link. */
export async function adhesion(office, node, communique) {
  const { taken } = await post(office, node);
  const context = await visitor();
  const page = await context.newPage();
  await page.goto(node.base_url + communique);
  await page.click('a[href^="/adhere/"]');
  const path = new URL(page.url()).pathname;
  await page.fill('#email', 'mar@riba.example');
  await page.click('main button.main');
  const link = await eventually('the letter to who adheres', () => linkIn(taken, '/adhesion/'));
  await context.close();
  return [path, new URL(link).pathname];
}

/** Sends somebody a digest; the path of the way out of it, which stands in the letter. */
export async function wayOut(office, node, user) {
  const { taken } = await post(office, node);
  const theirs = await signedIn(node, user);
  const own = await theirs.newPage();
  await own.goto(`${node.base_url}/@valmar`);
  await own.click('form[action^="/follow/"] button');
  await own.locator('form[action^="/unfollow/"]').first().waitFor();
  await own.goto(`${node.base_url}/settings/security`);
  await own.fill('#email', `${user.username}@valmar.example`);
  await own.fill('#email_password', user.password);
  await Promise.all([own.waitForURL(/done=/), own.click('form[action="/settings/security/email"] button')]);
  await own.goto(await eventually('the letter to confirm the address', () => linkIn(taken, '/confirm/')));
  await own.goto(`${node.base_url}/settings/notices`);
  await own.check('input[name=digest][value=daily]');
  await Promise.all([own.waitForURL(/done=/), own.click('form[action="/settings/notices"] button')]);
  await theirs.close();
  // The post goes its round every minute.
  const link = await eventually('the digest', () => linkIn(taken, '/unsubscribe/'), 180);
  return new URL(link).pathname;
}
