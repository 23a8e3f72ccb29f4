// What a first visit costs, and whom it asks: at most 60 kB over the wire, 130 kB with a map on the page, and nobody but the
// node itself.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { visitor } from './browser.js';
import { audiences, everything } from './pages.js';

const MOST = 60_000;
const MOST_WITH_MAP = 130_000;

export function weight(stage) {
  it('the first view of any public page weighs at most 60 kB, and 130 kB with a map', { timeout: 300_000 }, async () => {
    const { node, open } = await everything(stage);
    for (const path of open) {
      const context = await visitor({ viewport: { width: 360, height: 740 } });
      const [bytes, hasMap] = await received(context, node.base_url + path);
      await context.close();
      assert.ok(bytes <= (hasMap ? MOST_WITH_MAP : MOST), `${path} weighs ${bytes} bytes`);
    }
  });

  it('no page asks another origin for anything', { timeout: 300_000 }, async () => {
    const all = await everything(stage);
    const { node } = all;
    for (const [context, paths] of await audiences(all)) {
      const page = await context.newPage();
      for (const path of paths) await page.goto(node.base_url + path, { waitUntil: 'load' });
      const foreign = context.requests.filter((url) => !url.startsWith(`${node.base_url}/`) && !url.startsWith('data:'));
      assert.deepEqual(foreign, []);
      assert.ok(context.requests.length > paths.length, 'the log of the network is empty');
      await context.close();
    }
  });
}

/** The bytes that came over the wire for one page, headers and all, and whether there is a map on it. */
async function received(context, address) {
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let bytes = 0;
  wire.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await wire.send('Network.enable');
  await page.goto(address, { waitUntil: 'networkidle' });
  return [bytes, (await page.locator('.map').count()) > 0];
}
