import { BESIDE_BYTES_MAX, type Ask } from '../ask.ts';
import { faultOfFetch, type SourceFault } from '../source-fault.ts';
import { addressIn } from './read-json.ts';

/** RFC 9116 §3, and the older place at the root. */
const PLACES = ['/.well-known/security.txt', '/security.txt'];
const LINES_MAX = 20;

/** Addresses of provider metadata that security.txt states (CSAF 2.0 §7.1.8), in their order; relative ones are tolerated. */
export async function findInSecurityTxt(ask: Ask, origin: string, tried: SourceFault[]): Promise<readonly string[]> {
  for (const place of PLACES) {
    const url = `${origin}${place}`;
    const answer = await ask(url, { sizeBytesMax: BESIDE_BYTES_MAX });
    if (answer.kind === 'fault') tried.push(faultOfFetch(answer));
    if (answer.kind !== 'fetched') continue;
    const lines = [...new TextDecoder().decode(answer.bytes).matchAll(/^CSAF:[ \t]*(\S+)/gim)].slice(0, LINES_MAX);
    const found = lines.flatMap((line) => addressIn(line[1], answer.url) ?? []);
    if (found.length > 0) return found;
    tried.push({ code: 'no-csaf-in-security-txt', url, message: 'security.txt names no CSAF provider.' });
  }
  return [];
}
