// The Nu validator reads every page in every language as a browser receives it, and has nothing to say.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { audiences, everything, LANGUAGES } from './pages.js';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

export function markup(stage) {
  it('the markup of every page is valid', { timeout: 600_000 }, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'comarca-markup-'));
    try {
      const names = await save(await everything(stage), dir);
      const said = (await check(dir)).map((m) => `${names.get(m.url.split('/').pop())}:${m.lastLine} ${m.message} ${m.extract ?? ''}`);
      assert.equal([...new Set(said)].join('\n'), '');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
}

/** Keeps every page as a file; gives the address behind each name. */
async function save(all, dir) {
  const names = new Map();
  for (const [who, paths] of await audiences(all)) {
    for (const path of paths) {
      for (const language of LANGUAGES) {
        const answer = await who.request.get(all.node.base_url + path, { headers: { 'Accept-Language': language, Accept: 'text/html' } });
        const name = `${names.size}.html`;
        names.set(name, `${path} ${language}`);
        await writeFile(join(dir, name), await answer.body());
      }
    }
    await who.close();
  }
  return names;
}

/** What the validator says against the files of a folder. */
function check(dir) {
  const args = ['-Xss2m', '-jar', jar, '--stdout', '--format', 'json', '--skip-non-html', '--errors-only', dir];
  return new Promise((resolve, reject) => {
    execFile('java', args, { maxBuffer: 64 << 20 }, (failed, out) => {
      if (failed && !out) reject(failed);
      else resolve(JSON.parse(out).messages);
    });
  });
}
