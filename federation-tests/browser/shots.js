// Pictures of the main pages for the README and docs/use: Spanish and Arabic, phone and desktop, light and dark.
// usage: federation-tests/browser/run.sh shots.js DIR [WORD-IN-NAME [whole]]   whole: the page to its end
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as alliance from './alliance.js';
import * as browser from './browser.js';
import { everything } from './pages.js';

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 },
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
};

const [dir = 'shots', only = '', whole = ''] = process.argv.slice(2);
mkdirSync(dir, { recursive: true });
try {
  const all = await everything(await alliance.open());
  for (const [device, view] of Object.entries(DEVICES)) {
    for (const language of ['es', 'ar']) {
      for (const theme of ['light', 'dark']) await pictures(all, `${device}-${language}-${theme}`, view, language, theme);
    }
  }
} finally {
  await browser.close();
  await alliance.close();
}

async function pictures(all, suffix, view, language, theme) {
  const { node, ana } = all;
  const wanted = subjects(all).filter(([name]) => `${name}-${suffix}`.includes(only));
  if (wanted.length === 0) return;
  const context = await browser.signedIn(node, ana, { ...view, colorScheme: theme });
  const visitor = await browser.visitor({ ...view, colorScheme: theme, locale: language });
  const [member, guest] = [await context.newPage(), await visitor.newPage()];
  await member.goto(`${node.base_url}/?lang=${language}`);
  for (const [name, path, who] of wanted) {
    const page = who === 'member' ? member : guest;
    await page.goto(node.base_url + path);
    await page.screenshot({ path: join(dir, `${name}-${suffix}.png`), fullPage: whole !== '' });
  }
  await Promise.all([context.close(), visitor.close()]);
}

/** Name, path and who looks, of each picture. */
function subjects({ open, closed }) {
  const at = (start) => open.find((path) => path.startsWith(start));
  return [
    ['start', '/', 'guest'],
    ['agenda', '/agenda', 'guest'],
    ['month', '/agenda?view=month', 'guest'],
    ['map', '/map', 'guest'],
    ['actions', '/actions', 'guest'],
    ['poster', open.find((path) => path.startsWith('/share/')).replace('share', 'poster'), 'guest'],
    ['action', at('/actions/'), 'guest'],
    ['minutes', at('/minutes/'), 'guest'],
    ['territory', at('/@'), 'guest'],
    ['territories', '/territories', 'guest'],
    ['search', '/search?q=acogida', 'guest'],
    ['home', '/home', 'member'],
    ['notifications', '/notifications', 'member'],
    ['kinds', '/compose', 'member'],
    ['compose', '/compose/action', 'member'],
    ['settings', '/settings', 'member'],
    ['security', '/settings/security', 'member'],
    ['health', '/admin', 'member'],
    ['appearance', '/admin/appearance', 'member'],
    ['people', '/admin/people', 'member'],
    ['federation', '/admin/federation', 'member'],
    ['moderation', '/admin/moderation', 'member'],
    ['mail', '/admin/mail', 'member'],
    ['stamps', '/stamps', 'member'],
    ['alliance', at('/alliances/'), 'guest'],
    ['own', closed.find((path) => path.startsWith('/actions/')), 'member'],
  ];
}
