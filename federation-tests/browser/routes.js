// Which pages the program has, read from its routers: none may be missing from those that the other tests look at.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../../src/web', import.meta.url));
const ROUTE = /\.route\(\s*"([^"]+)",\s*get\(/g;

/** What answers with a file, with data or with the way to another page, and pages that other tests look at. */
const ELSEWHERE = {
  '/agenda.{ending}': 'a file',
  '/admin/moderation/domains.csv': 'a file',
  '/assets/{name}': 'a file',
  '/media/{name}': 'a file',
  '/media/remote/{what}/{id}': 'a file',
  '/signatures/{name}': 'a file',
  '/tint/{name}': 'a file',
  '/weave/{name}': 'a file',
  '/api/oembed': 'data',
  '/recognition.json': 'data',
  '/stamps.json': 'data',
  '/admin/mail/{kind}': 'a letter, in its own clothes',
  '/confirm/{secret}': 'leads on, from a letter',
  '/join': 'the page of an invitation, without one',
  '/moved': 'leads on',
  '/oauth/authorize/': 'the page without the slash',
  '/setup/{secret}': 'leads on',
  '/setup/{secret}/{step}': 'first-run.js looks at each',
  '/share': 'leads on to the form',
};

/** The routes that give a page and are none of these addresses, and exceptions that are no routes. */
export function forgotten(addresses) {
  const paths = addresses.map((address) => new URL(address, 'http://node').pathname);
  const routes = new Set(sources(WEB).flatMap((text) => [...text.matchAll(ROUTE)].map(([, route]) => route)));
  const seen = (route) => paths.some((path) => pattern(route).test(path));
  const missing = [...routes].filter((route) => !ELSEWHERE[route] && !seen(route));
  const stale = Object.keys(ELSEWHERE).filter((route) => !routes.has(route));
  return [...missing.map((route) => `nobody looks at ${route}`), ...stale.map((route) => `${route} is no route`)];
}

function pattern(route) {
  const words = route.split(/\{[^}]+\}/).map((word) => word.replace(/[.*+?^$()[\]\\]/g, '\\$&'));
  return new RegExp(`^${words.join('[^/]+')}$`);
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.rs') && !entry.name.endsWith('tests.rs') ? [readFileSync(path, 'utf8')] : [];
  });
}
