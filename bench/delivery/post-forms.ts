import { connect } from 'node:net';

export type Forms = {
  readonly url: string;
  readonly paths: readonly string[];
  readonly body: string;
  /** With what each must be answered: another answer is no measurement. */
  readonly status: number;
  /** Kept connections, each from a loopback address of its own: what one address may ask in a minute is bounded. */
  readonly connections: number;
};

/** Posts a form to each path as fast as it is taken, by as little of our own as can be: it shares the machine with what is measured. Throws where not all got `status`. */
export async function postForms({ url, paths, body, status, connections }: Forms): Promise<void> {
  const { host, hostname, port, origin } = new URL(url);
  const left = [...paths];
  const statuses = new Map<number, number>();
  const fields = `host: ${host}\r\norigin: ${origin}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}`;
  const post = (path: string) => `POST ${path} HTTP/1.1\r\n${fields}\r\n\r\n${body}`;
  const overOne = (number: number) =>
    new Promise<void>((done, fail) => {
      const socket = connect({ host: hostname, port: Number(port), localAddress: `127.0.1.${number + 1}`, noDelay: true });
      const next = () => {
        const path = left.pop();
        if (path === undefined) socket.end(done);
        else socket.write(post(path));
      };
      let waiting = '';
      socket.on('connect', next);
      socket.on('error', fail);
      socket.on('close', () => fail(new Error('the server closed a connection')));
      socket.on('data', (piece: Buffer) => {
        waiting += piece.toString('latin1');
        const head = waiting.indexOf('\r\n\r\n');
        if (head < 0 || waiting.length < head + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(waiting)?.[1] ?? 0)) return;
        const answered = Number(waiting.slice(9, 12));
        statuses.set(answered, (statuses.get(answered) ?? 0) + 1);
        waiting = '';
        next();
      });
    });
  await Promise.all(Array.from({ length: connections }, (_, number) => overOne(number)));
  if (statuses.get(status) !== paths.length)
    throw new Error(`not every form was answered with ${status}: ${JSON.stringify([...statuses])}`);
}
