// Every page in five languages: no violation of WCAG 2.2 AA that axe can find, nothing to scroll sideways, at the three
// widths and in both themes. A page is loaded once for each language and tried for scrolling at every width. Axe judges the
// main pages at all six, the others in turn: every page in every language, every page at every width in both themes, and
// every language at every width in both themes, but not each of those with each of the others: EVERY_ASPECT=1 does that,
// which takes a quarter of an hour. No page may be forgotten.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { it } from 'node:test';
import { audiences, everything, LANGUAGES, MAIN } from './pages.js';
import { forgotten } from './routes.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OF_COLOUR_AND_SIZE = ['color-contrast', 'target-size'];
const WIDTHS = [320, 768, 1280];
// Just before the layout changes, where most stands in one line.
const BETWEEN = [960, 1200];
const THEMES = ['light', 'dark'];
const EVERY_ASPECT = Boolean(process.env.EVERY_ASPECT);
const ASPECTS = WIDTHS.flatMap((width) => THEMES.map((theme) => ({ width, theme })));

export function looks(stage) {
  it('no page is forgotten', async () => {
    const { open, closed, hers } = await everything(stage);
    assert.equal(forgotten([...open, ...closed, ...hers]).join('\n'), '');
  });

  for (const language of LANGUAGES) {
    it(`every page can be read by everybody in ${language}`, { timeout: EVERY_ASPECT ? 3_600_000 : 600_000 }, async () => {
      const all = await everything(stage);
      const wrong = [];
      const [everybody, ...people] = await audiences(all, { locale: language });
      for (const [context] of people) await speak(context, all.node, language);
      const base = all.node.base_url;
      await Promise.all([everybody, ...people].map(([context, paths]) => look(context, base, paths, language, wrong)));
      const begin = new URL(all.first);
      await look(everybody[0], begin.origin, [begin.pathname], language, wrong);
      await Promise.all([everybody, ...people].map(([context]) => context.close()));
      assert.equal(wrong.join('\n'), '');
    });
  }
}

/** Chooses the language as people do, by the menu's link: an account has a language of its own. */
async function speak(context, node, language) {
  const page = await context.newPage();
  await page.goto(`${node.base_url}/?lang=${language}`);
  await page.close();
}

async function look(context, base, paths, language, wrong) {
  const page = await context.newPage();
  for (const [at, path] of paths.entries()) {
    await page.goto(base + path);
    const spoken = await page.locator('html').getAttribute('lang');
    if (spoken !== language) wrong.push(`${path}: speaks ${spoken}, not ${language}`);
    const turn = (at + LANGUAGES.indexOf(language)) % ASPECTS.length;
    // Five languages take five of the six turns; the first takes the one that is left too.
    const left = language === LANGUAGES[0] ? (at + LANGUAGES.length) % ASPECTS.length : turn;
    for (const width of [...WIDTHS, ...BETWEEN]) {
      await sized(page, width, 900);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) wrong.push(`${path} ${language} ${width}: scrolls ${wide} px sideways`);
    }
    for (const [number, aspect] of ASPECTS.entries()) {
      const rules = EVERY_ASPECT || number === turn || number === left ? null : MAIN.has(path) ? OF_COLOUR_AND_SIZE : [];
      if (rules?.length === 0) continue;
      await page.emulateMedia({ colorScheme: aspect.theme, reducedMotion: 'reduce' });
      const where = `${path} ${language} ${aspect.width} ${aspect.theme}`;
      for (const each of await judged(page, aspect.width, rules)) wrong.push(`${where}: ${each}`);
    }
  }
}

/** What axe finds on the whole page at once, so that nothing lies under the bar at the lower edge of phones. */
export async function judged(page, width, rules = null) {
  await sized(page, width, 900);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await sized(page, width, Math.min(height + 80, 40_000));
  return violations(page, rules);
}

/** Gives the window a size, waits until the page has taken it in, and shows every step of a form that goes by steps. */
async function sized(page, width, height) {
  await page.setViewportSize({ width, height });
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    for (const part of document.querySelectorAll('[data-part][hidden]')) part.hidden = false;
  });
}

/** What axe finds: with `null` by all rules of the levels, else by the rules named. */
async function violations(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: LEVELS };
  const found = await page.evaluate((only) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), runOnly);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id} ${node.target} ${node.failureSummary.split('\n')[1]?.trim()}`),
  );
}
