import { createServer } from 'node:net';

/** A receiver of webhooks of which nothing but speed is asked, at every loopback address: 204 for each. Prints its port; a line on its input prints what it took,
 * `reset` begins anew. */
const ANSWER = 'HTTP/1.1 204 No Content\r\n\r\n';
let [calls, firstAt, lastAt] = [0, 0, 0];

const server = createServer((socket) => {
  let waiting = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    waiting += chunk.toString('latin1');
    for (;;) {
      const head = waiting.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/^content-length:\s*(\d+)/im.exec(waiting.slice(0, head))?.[1] ?? 0);
      if (waiting.length < head + 4 + length) return;
      waiting = waiting.slice(head + 4 + length);
      calls += 1;
      lastAt = performance.timeOrigin + performance.now();
      if (firstAt === 0) firstAt = lastAt;
      socket.write(ANSWER);
    }
  });
}).listen(0, '0.0.0.0', () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }));
});
process.stdin.on('data', (asked) => {
  if (asked.toString().includes('reset')) [calls, firstAt, lastAt] = [0, 0, 0];
  console.log(JSON.stringify({ calls, firstAt, lastAt }));
});
process.stdin.on('end', () => process.exit(0));
