import { createServer, type Socket } from 'node:net';

/**
 * A mail server of which nothing but speed is asked, in a process of its own: takes every mail, throws it away, and says when the first and
 * the last came, how many, and how many under an id that had come before. Prints its port; `{"asked"}` on its input prints the counts.
 */
const REPLY = { ok: '250 2.0.0 Ok\r\n', data: '354 Go on\r\n', bye: '221 2.0.0 Bye\r\n' };
const EHLO = '250-sink.example\r\n250-PIPELINING\r\n250-SIZE 10485760\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES\r\n';
const END_OF_MAIL = '\r\n.\r\n';

const seen = new Set<string>();
let [mails, again, bytes, firstAt, lastAt] = [0, 0, 0, 0, 0];

function take(mail: string): void {
  const id = /^message-id:\s*(<[^>]+>)/im.exec(mail.slice(0, 4_000))?.[1];
  if (id !== undefined) {
    if (seen.has(id)) again += 1;
    seen.add(id);
  }
  mails += 1;
  bytes += mail.length;
  lastAt = performance.timeOrigin + performance.now();
  if (firstAt === 0) firstAt = lastAt;
}

function converse(socket: Socket): void {
  let waiting = '';
  let isMail = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink.example ESMTP\r\n');
  socket.on('data', (chunk) => {
    waiting += chunk.toString('latin1');
    let said = '';
    for (;;) {
      if (isMail) {
        const end = waiting.indexOf(END_OF_MAIL);
        if (end < 0) break;
        take(waiting.slice(0, end));
        waiting = waiting.slice(end + END_OF_MAIL.length);
        isMail = false;
        said += REPLY.ok;
        continue;
      }
      const end = waiting.indexOf('\r\n');
      if (end < 0) break;
      const verb = waiting.slice(0, Math.min(end, 4)).toUpperCase();
      waiting = waiting.slice(end + 2);
      if (verb === 'DATA') {
        isMail = true;
        said += REPLY.data;
      } else said += verb === 'EHLO' || verb === 'HELO' ? EHLO : verb === 'QUIT' ? REPLY.bye : REPLY.ok;
    }
    if (said !== '') socket.write(said);
  });
}

const server = createServer(converse).listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }));
});
process.stdin.on('data', (asked) => {
  const line = asked.toString();
  if (line.includes('reset')) {
    seen.clear();
    [mails, again, bytes, firstAt, lastAt] = [0, 0, 0, 0, 0];
  }
  console.log(JSON.stringify({ mails, again, bytes, firstAt, lastAt }));
});
process.stdin.on('end', () => process.exit(0));
