// Letters: a server that takes them, and what is found in them.
import { createServer } from 'node:net';

/** A mail server on this machine, which takes every letter (RFC 5321). */
export async function mailServer() {
  const taken = [];
  const server = createServer((socket) => {
    let [text, inside] = ['', false];
    const say = (line) => socket.write(`${line}\r\n`);
    say('220 here');
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      text += piece;
      for (;;) {
        const end = text.indexOf(inside ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const said = text.slice(0, end);
        text = text.slice(end + (inside ? 5 : 2));
        if (inside) taken.push(said);
        inside = !inside && /^DATA/i.test(said);
        if (/^QUIT/i.test(said)) return void socket.end('221 bye\r\n');
        say(inside ? '354 go on' : '250 taken');
      }
    });
  });
  // Whoever keeps a line open does not keep the tests from ending.
  server.unref().on('connection', (socket) => socket.unref());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { taken, port: server.address().port, close: () => server.close() };
}

/** The first address with this in its path that any of the letters names. */
export function linkIn(letters, path) {
  // A long line ends in `=` and goes on in the next (RFC 2045), and `=` itself is written `=3D`.
  const text = letters.join('\n').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  return text.match(new RegExp(`https?://[^\\s<>"]*${path}[\\w-]+`))?.[0];
}
