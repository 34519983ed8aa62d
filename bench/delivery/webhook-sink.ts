import { createServer, type Socket } from 'node:net';

/**
 * A receiver of webhooks of which nothing but speed is asked, at every loopback address: 204 for each. Prints its port; a line on its input prints
 * what it took, `reset` begins anew and closes what a sender keeps open: by the next warning, days later, no connection is left.
 */
const ANSWER = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
const BACKLOG = 4_096;
let [calls, bytes, firstAt, lastAt] = [0, 0, 0, 0];

const open = new Set<Socket>();

const server = createServer((socket) => {
  let waiting: Buffer | undefined;
  open.add(socket);
  socket.on('close', () => open.delete(socket));
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    waiting = waiting === undefined ? chunk : Buffer.concat([waiting, chunk]);
    for (;;) {
      const head = waiting.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/^content-length:\s*(\d+)/im.exec(waiting.toString('latin1', 0, head))?.[1] ?? 0);
      const end = head + 4 + length;
      if (waiting.length < end) return;
      calls += 1;
      bytes += length;
      lastAt = performance.timeOrigin + performance.now();
      if (firstAt === 0) firstAt = lastAt;
      socket.write(ANSWER);
      if (waiting.length === end) {
        waiting = undefined;
        return;
      }
      waiting = waiting.subarray(end);
    }
  });
}).listen({ port: 0, host: '0.0.0.0', backlog: BACKLOG }, () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }));
});
process.stdin.on('data', (asked) => {
  if (asked.toString().includes('reset')) {
    for (const socket of open) socket.destroy();
    [calls, bytes, firstAt, lastAt] = [0, 0, 0, 0];
  }
  console.log(JSON.stringify({ calls, bytes, firstAt, lastAt }));
});
process.stdin.on('end', () => process.exit(0));
