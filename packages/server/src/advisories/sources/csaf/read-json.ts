import { read, unreadable, type Read } from '@forewarn/core/basics/read.ts';
import type { JsonView } from '@forewarn/core/basics/json-view.ts';

/** The JSON of a feed or of metadata; `not-json` where it is none. Bounded by who fetched it. */
export function readJson(bytes: Uint8Array, url: string): Read<JsonView> {
  try {
    return read({ value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown, at: '' });
  } catch {
    const begin = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
    return unreadable({
      code: 'not-json',
      at: url,
      message: begin.startsWith('<') ? 'The answer is a web page and no JSON.' : 'The answer is no JSON that can be read.',
      hint: 'Look whether the address still is the right one; publishers move their files.',
    });
  }
}

/** An address in somebody's JSON, taken relative to where it stands; undefined where it is none that can be fetched. */
export function addressIn(text: string | undefined, base: string): string | undefined {
  if (text === undefined || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  url.hash = '';
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
