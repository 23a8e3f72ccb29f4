// Which pages there are: what a visitor can open on the first node of the alliance, what a coordinator who looks after that
// node and its organisation can, and the first page of a node that is new.
import { fresh, person } from './alliance.js';
import { signedIn, visitor } from './browser.js';
import { adhesion, appeal, arrival, putOff, wayOut } from './rare.js';

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
  '/campaigns',
  '/communiques',
  '/meetings',
  '/minutes',
  '/territories',
  '/alliances',
  '/recognitions',
  '/stamps',
  '/tags/acogida',
  '/search',
  '/search?q=acogida',
  '/search?q=zzzzqqqq',
  '/sign-in',
  '/forgot',
  '/nowhere',
];
const CLOSED = [
  '/home',
  '/begin',
  '/notifications',
  '/alliances',
  '/alliance/found',
  '/alliance/join',
  '/recognitions',
  '/recognition/new',
  '/stamps',
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
  '/compose/campaign',
  '/compose/communique',
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
  '/admin/begin/codes',
  '/admin/begin/address',
  '/admin/begin/mail',
  '/admin/begin/backup',
  '/admin/begin/publish',
  '/admin/settings',
  '/admin/groups',
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
  '/admin/moving',
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

/** Who looks, signed in where need be, each with the paths that are theirs: everybody, who looks after the node, and a member. */
export async function audiences({ node, ana, luz, open, closed, hers }, options = {}) {
  return [[await visitor(options), open], [await signedIn(node, ana), closed], [await signedIn(node, luz), hers]];
}

async function find(stage) {
  const node = stage.nodes[0];
  const [ana, luz] = [person(node, 'coordinator'), person(node, 'member')];
  const [open, closed] = [await visitor(), await signedIn(node, ana)];
  const letter = wayOut(closed, node, luz);
  const shown = [];
  for (const folder of ['actions', 'resources', 'calls', 'meetings', 'minutes', 'communiques']) {
    shown.push(await first(open, node, `/${folder}`, `a[href^="/${folder}/"]`));
  }
  const actors = [await first(open, node, '/territories', '.deck a[href^="/@"]'), `/@${ana.username}`, `/${ana.acts_for.split('@').slice(0, 2).join('@')}`];
  const own = await first(closed, node, `/@${ana.acts_for.split('@')[1]}`, '.list .title a');
  const id = own.split('/')[2].split('-')[0];
  const mine = [own, `/edit/${id}`, `/history/${id}`, `/withdraw/${id}`];
  const number = shown[0].split('/')[2].split('-')[0];
  const alliance = await first(open, node, '/alliances', 'main a[href^="/alliances/"]');
  const doors = [
    ...[`/share/${number}`, `/poster/${number}`, `/embed/${number}`],
    ...[alliance, `${alliance}/welcome`],
    ...(await stamps(open, node, alliance)),
    await invitation(closed, node),
    await reset(closed, node),
  ];
  const cases = await report(closed, node);
  await administer(closed, node, ana);
  const offices = [`${alliance}/amend`, `${alliance}/invite`, `/signatures/${id}/ask`, await group(closed, node), ...(await application(closed, node))];
  const hers = [await appeal(closed, node, luz)];
  offices.push(await putOff(closed, node));
  offices.push(await arrival(closed, node, alliance));
  doors.push(await letter, ...(await adhesion(closed, node, shown.at(-1))));
  await Promise.all([open.close(), closed.close()]);
  return {
    node,
    ana,
    luz,
    alliance,
    open: [...OPEN, ...shown, ...actors, ...doors],
    closed: [...CLOSED, alliance, ...mine, ...cases, ...offices],
    hers,
    first: await fresh(),
  };
}

/** The paths of a stamp of this node, by its number and by its address. */
async function stamps(context, node, alliance) {
  const page = await context.newPage();
  await page.goto(node.base_url + alliance);
  const links = await page.locator('main a[href^="/stamps?address="]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const own = `${node.base_url}/ap/stamps/`;
  const addresses = links.map((href) => new URLSearchParams(href.split('?')[1]).get('address'));
  const at = addresses.findIndex((address) => address.startsWith(own));
  await page.close();
  return [`/stamps/${addresses[at].slice(own.length)}`, links[at]];
}

/** The path by which somebody chooses a new password. */
async function reset(context, node) {
  const page = await context.newPage();
  await page.goto(`${node.base_url}/admin/people/luz`);
  await page.click('form[action="/admin/people/luz/reset"] button');
  const link = await page.inputValue('input.copy');
  await page.close();
  return new URL(link).pathname;
}

/** Makes a working group; the path of the page that ends it. */
async function group(context, node) {
  const page = await context.newPage();
  await page.goto(`${node.base_url}/admin/groups`);
  await page.fill('#name', 'Grupo de interpretación');
  await page.fill('#username', 'interpretacion');
  await Promise.all([page.waitForURL(/done=/), page.click('form[action="/admin/groups"] button.main')]);
  await page.close();
  return '/admin/groups/interpretacion/end';
}

/** The paths by which an application is let in, and its code is carried over by hand. */
async function application(context, node) {
  const shown = 'urn:ietf:wg:oauth:2.0:oob';
  const form = { client_name: 'Tusky', redirect_uris: shown, scopes: 'read write' };
  const { client_id } = await (await context.request.post(`${node.base_url}/api/v1/apps`, { form })).json();
  const query = new URLSearchParams({ client_id, redirect_uri: shown, response_type: 'code', scope: 'read write' });
  return [`/oauth/authorize?${query}`, '/oauth/authorize/native?code=abcdefgh'];
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
