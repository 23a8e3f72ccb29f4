// A demo alliance of three nodes on loopback: started for the tests, stopped after them.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

let stop = async () => {};

/** The `--json` line of the demo: its nodes with their addresses, organisations and people. */
export async function open() {
  if (process.env.ALLIANCE) return JSON.parse(readFileSync(process.env.ALLIANCE, 'utf8'));
  const dir = await mkdtemp(join(tmpdir(), 'comarca-browser-'));
  const port = String(await freePort());
  const demo = spawn(process.env.COMARCA, ['demo', '--dir', dir, '--port', port, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stop = async () => {
    const gone = new Promise((resolve) => demo.once('exit', resolve));
    if (demo.exitCode === null && demo.kill('SIGTERM')) await gone;
    await rm(dir, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: demo.stdout })) return JSON.parse(line);
  throw new Error(`the demo ended with ${demo.exitCode} before it was ready`);
}

/** Stops what `open` started. */
export async function close() {
  await stop();
}

/**
 * The address of the first page of a node on which nothing has been done yet: its own process, on an empty directory.
 * Devices hold passkeys only for a node that is called by a name.
 */
export async function fresh(name = '127.0.0.1') {
  const dir = await mkdtemp(join(tmpdir(), 'comarca-fresh-'));
  const port = await freePort();
  const at = ['--listen', `127.0.0.1:${port}`, '--base-url', `http://${name}:${port}`, '--development'];
  const node = spawn(process.env.COMARCA, ['serve', '--data', dir, ...at]);
  const others = stop;
  stop = async () => {
    await others();
    const gone = new Promise((resolve) => node.once('exit', resolve));
    if (node.exitCode === null && node.kill('SIGTERM')) await gone;
    await rm(dir, { recursive: true, force: true });
  };
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (piece) => {
      said += piece;
      const link = said.match(/http:\/\/\S+\/setup\/[\w-]+/);
      if (link) resolve(link[0]);
    };
    node.stdout.on('data', hear);
    node.stderr.on('data', hear);
    node.once('exit', () => reject(new Error(`the new node ended: ${said}`)));
  });
}

/** The first person of a node with this role. */
export function person(node, role) {
  return node.users.find((user) => user.role === role);
}

/** Waits until `check` gives something true: deliveries between nodes take a moment. */
export async function eventually(what, check, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came true in ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
