// What people and machines can write without breaking a page: endless words, marks that turn the direction, many
// languages, pictures that are not there. It is published through the client API, as an application would.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { person } from './alliance.js';
import { visitor } from './browser.js';

const ENDLESS = 'palabra'.repeat(715);
const TURNS = '\u202e\u2067\u2066\u202d‮evil‬ (\u202efdp.exe) עברית العربية mixed \u2068 123';
const TONGUES = [
  'Welcome', 'Bienvenida', 'Bienvenue', 'Boas-vindas', 'أهلا وسهلا', 'ברוכים הבאים', 'خوش آمدید', 'خوش آمدید', 'स्वागत है', 'স্বাগতম',
  'வரவேற்பு', 'స్వాగతం', 'ยินดีต้อนรับ', 'ကြိုဆိုပါတယ်', 'សូមស្វាគមន៍', '欢迎', '歡迎', 'ようこそ', '환영합니다', 'Добро пожаловать',
  'Ласкаво просимо', 'Καλώς ήρθατε', 'Բարի գալուստ', 'კეთილი იყოს', 'እንኳን ደህና መጡ', 'ⴰⵏⵙⵓⴼ', 'Karibu', 'Dalal jamm', 'Ẹ káàbọ̀', 'Soo dhowow',
  'Hoş geldiniz', 'Mirë se vini', 'Bun venit', 'Üdvözöljük', 'Witajcie', 'Chào mừng', 'Maligayang pagdating', 'Tere tulemast', 'Sveiki', 'Benvinguts',
];

export function stress(stage) {
  it('endless words, turned directions and forty languages break no page', { timeout: 300_000 }, async () => {
    const node = stage.nodes[0];
    const ana = person(node, 'coordinator');
    const paths = [];
    for (const text of [ENDLESS.slice(0, 4_900), `${TURNS} ${TURNS}`, TONGUES.join(' · ')]) paths.push(await publish(node, ana, text));
    const context = await visitor({ viewport: { width: 320, height: 700 } });
    const page = await context.newPage();
    for (const path of [...paths, '/', '/latest', '/posts']) {
      for (const lang of ['es', 'ar']) {
        await page.goto(`${node.base_url}${path}?lang=${lang}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${path} in ${lang} scrolls ${wide} px sideways`);
        assert.equal(await spilled(page), '', `${path} in ${lang}`);
      }
    }
    await context.close();
  });

  it('a page without its pictures says what they were and stays whole', async () => {
    const node = stage.nodes[0];
    const context = await visitor({ viewport: { width: 320, height: 700 } });
    await context.route(/\/(media|weave)\//, (route) => route.abort());
    const page = await context.newPage();
    for (const path of ['/', '/territories', '/actions']) {
      await page.goto(node.base_url + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${path} scrolls ${wide} px sideways`);
      assert.ok(await page.locator('main h1').isVisible(), path);
    }
    await context.close();
  });
}

/** Publishes a text as an application does; gives the path of its page. */
async function publish(node, user, status) {
  const answer = await fetch(`${node.base_url}/api/v1/statuses`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${user.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ status, visibility: 'public', language: 'es' }),
  });
  const said = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(said));
  return new URL(said.url).pathname;
}

/** What a text's marks of direction reached outside itself: the navigation must read as on any other page. */
function spilled(page) {
  return page.evaluate(() => {
    const dir = document.documentElement.dir;
    const wrong = [...document.querySelectorAll('.top, .foot, .bar')].filter((part) => getComputedStyle(part).direction !== dir);
    return wrong.map((part) => part.className).join(' ');
  });
}
