import type { Config } from '../../config.ts';
import { openDoor } from '../../outbound/door.ts';
import { fetchSafely } from '../../outbound/fetch-safely.ts';
import { well, worthALook, type Finding } from './finding.ts';
import type { Place } from './place.ts';

const REACH_MS_MAX = 10_000;

/** Whether a Forewarn answers where the settings say that it listens, and where members come in. */
export async function* examineEntrance({ config }: Place): AsyncGenerator<Finding> {
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${config.port}`;
  yield (await isHealthy(config, url))
    ? well('server', `Forewarn runs at ${url}.`)
    : worthALook(
        'server',
        `No Forewarn answers at ${url}.`,
        'forewarn start, or set FOREWARN_HOST and FOREWARN_PORT as the running one has them.',
      );
  if (config.publicUrl === undefined) return;
  yield (await isHealthy(config, config.publicUrl))
    ? well('public-url-reachable', `${config.publicUrl} leads to Forewarn.`)
    : worthALook(
        'public-url-reachable',
        `${config.publicUrl}/api/health does not answer from here.`,
        `Does the proxy pass requests on to ${config.host}:${config.port}? From some networks one's own public address can't be reached; then try it from outside.`,
      );
}

/** An operator's own addresses, so private ones are all right. */
async function isHealthy({ nameServers }: Config, url: string): Promise<boolean> {
  const door = openDoor({ userAgent: 'forewarn-doctor', nameServers });
  try {
    const answer = await fetchSafely(door, {
      url: `${url}/api/health`,
      allowPrivate: true,
      allowHttp: true,
      sizeBytesMax: 10_000,
      totalMs: REACH_MS_MAX,
    });
    return answer.kind === 'fetched' && Buffer.from(answer.bytes).toString().includes('"status":"ok"');
  } finally {
    await door.close();
  }
}
