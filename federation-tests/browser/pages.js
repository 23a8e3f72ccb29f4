// Which pages there are: what a visitor and what a coordinator can open on the first node of the alliance.
import { person } from './alliance.js';
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
  '/actions',
  '/resources',
  '/calls',
  '/meetings',
  '/minutes',
  '/territories',
  '/search',
  '/search?q=acogida',
  '/search?q=zzzzqqqq',
  '/sign-in',
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
  await Promise.all([open.close(), closed.close()]);
  const passed = [`/share/${shown[0].split('/')[2].split('-')[0]}`];
  return { node, ana, open: [...OPEN, ...shown, ...actors, ...passed], closed: [...CLOSED, ...mine] };
}

async function first(context, node, path, selector) {
  const page = await context.newPage();
  await page.goto(node.base_url + path);
  const href = await page.locator(selector).first().getAttribute('href');
  await page.close();
  return href;
}
