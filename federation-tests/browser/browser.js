// One Chromium for all tests. Every context keeps the log of what its pages asked for.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let chrome;

/** A fresh context of a browser with its own cookies; `requests` on it lists every address it asked for. */
export async function visitor(options = {}) {
  chrome ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(60_000);
  context.requests = [];
  context.on('request', (request) => context.requests.push(request.url()));
  return context;
}

/** Signs somebody in by the form, in a context of their own. */
export async function signedIn(node, user, options = {}) {
  const context = await visitor(options);
  const page = await context.newPage();
  await page.goto(`${node.base_url}/sign-in`);
  await page.fill('#login', user.username);
  await page.fill('#password', user.password);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/sign-in'), page.click('main button.main')]);
  await page.close();
  return context;
}

/** Ends the browser. */
export async function close() {
  await chrome?.close();
}
