// Which pages there are: what a visitor can open on the first node of the alliance, what a coordinator who looks after that
// node and its organisation can, and the first page of a node that is new.
import { fresh, person } from './alliance.js';
import { signedIn, visitor } from './browser.js';

export const LANGUAGES = ['es', 'fr', 'en', 'pt', 'ar'];

const OPEN = [
  '/',
  '/latest',
  '/agenda',
  '/agenda?view=month',
  '/about',
  '/privacy',
  '/accessibility',
  '/source',
  '/map',
  '/actions',
  '/actions?view=map',
  '/resources',
  '/calls',
  '/meetings',
  '/minutes',
  '/territories',
  '/alliances',
  '/stamps',
  '/search',
  '/search?q=acogida',
  '/search?q=zzzzqqqq',
  '/sign-in',
  '/forgot',
  '/nowhere',
];
const CLOSED = [
  '/home',
  '/notifications',
  '/drafts',
  '/saved',
  '/privacy',
  '/authorize_interaction',
  '/_styles',
  '/follow',
  '/compose',
  '/compose/action',
  '/compose/call',
  '/compose/meeting',
  '/compose/minutes',
  '/compose/resource',
  '/compose/post',
  '/settings',
  '/settings/organisation',
  '/settings/languages',
  '/settings/notices',
  '/settings/security',
  '/settings/access',
  '/settings/data',
  '/settings/data/leave',
  '/admin',
  '/admin/begin',
  '/admin/appearance',
  '/admin/people',
  '/admin/people/luz',
  '/admin/invitations',
  '/admin/moderation',
  '/admin/moderation/domains',
  '/admin/moderation/import',
  '/admin/moderation/lists',
  '/admin/federation',
  '/admin/jobs',
  '/admin/mail',
  '/admin/backups',
  '/admin/storage',
  '/admin/audit',
];
/** The pages that are looked at in every width and theme; the others in turn. */
export const MAIN = new Set(['/', '/agenda', '/actions', '/home', '/compose/action', '/compose/post']);

/** The paths of all pages by who sees them, and a context for each who. */
export function everything(stage) {
  stage.everything ??= find(stage);
  return stage.everything;
}

async function find(stage) {
  const node = stage.nodes[0];
  const ana = person(node, 'coordinator');
  const [open, closed] = [await visitor(), await signedIn(node, ana)];
  const shown = [];
  for (const folder of ['actions', 'resources', 'calls', 'meetings', 'minutes']) {
    shown.push(await first(open, node, `/${folder}`, `a[href^="/${folder}/"]`));
  }
  const actors = [await first(open, node, '/territories', '.deck a[href^="/@"]'), `/@${ana.username}`, `/${ana.acts_for.split('@').slice(0, 2).join('@')}`];
  const own = await first(closed, node, `/@${ana.acts_for.split('@')[1]}`, '.list .title a');
  const id = own.split('/')[2].split('-')[0];
  const mine = [own, `/edit/${id}`, `/history/${id}`, `/withdraw/${id}`];
  const doors = [
    `/share/${shown[0].split('/')[2].split('-')[0]}`,
    await first(open, node, '/alliances', 'main a[href^="/alliances/"]'),
    await invitation(closed, node),
  ];
  const cases = await report(closed, node);
  await administer(closed, node, ana);
  await Promise.all([open.close(), closed.close()]);
  return { node, ana, open: [...OPEN, ...shown, ...actors, ...doors], closed: [...CLOSED, ...mine, ...cases], first: await fresh() };
}

/** The path that an invitation to Valmar leads to. */
async function invitation(context, node) {
  const page = await context.newPage();
  await page.goto(`${node.base_url}/admin/invitations`);
  await page.click('form[action="/admin/invitations"] button.main');
  const link = await page.inputValue('input.copy');
  await page.close();
  return new URL(link).pathname;
}

/** Reports somebody elsewhere; the paths of the form, of the case and of the account it is about. */
async function report(context, node) {
  const page = await context.newPage();
  await page.goto(`${node.base_url}/territories`);
  await page.locator('.deck a[href*="@"][href*=":"]').first().click();
  await page.goto(node.base_url + (await page.locator('a[href^="/report/"]').first().getAttribute('href')));
  const form = new URL(page.url());
  await page.locator('input[name=category]').first().check();
  await page.fill('#comment', 'Anuncia trabajo que no existe.');
  await Promise.all([page.waitForURL((url) => url.href !== form.href), page.click('main button.main')]);
  await page.goto(`${node.base_url}/admin/moderation`);
  const paths = [form.pathname + form.search];
  for (const where of ['reports', 'accounts']) {
    const link = page.locator(`main a[href^="/admin/moderation/${where}/"]`).first();
    const path = await link.getAttribute('href');
    paths.push(path);
    await page.goto(node.base_url + path);
  }
  await page.close();
  return paths;
}

/** Gives somebody the role that also decides how the organisation shows itself. */
async function administer(context, node, user) {
  const page = await context.newPage();
  await page.goto(`${node.base_url}/admin/people/${user.username}`);
  const form = page.locator('form[action$="/role"]').first();
  await form.locator('select[name=role]').selectOption('administrator');
  await Promise.all([page.waitForURL(/done=/), form.locator('button').click()]);
  await page.close();
}

async function first(context, node, path, selector) {
  const page = await context.newPage();
  await page.goto(node.base_url + path);
  const href = await page.locator(selector).first().getAttribute('href');
  await page.close();
  return href;
}
