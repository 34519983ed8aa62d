import type { NamesFound } from '../../outbound/name-server.ts';
import { well, worthALook, wrong, type Finding } from './finding.ts';

const CHECK = 'sender-spf';
/** RFC 7208 §4.6.4: with more look-ups the record counts as broken. */
const LOOKUPS_MAX = 10;
/** Terms that make the receiver look something up. */
const ASKS = /^[+?~-]?(?:(include|exists):(.+)|(a|mx|ptr)(?:[:/].*)?|(redirect)=(.+))$/i;
/** Every term that there is (RFC 7208 §12), roughly; a term that is none of them breaks the record. */
const TERM =
  /^(?:[+?~-]?(?:all|include:\S+|exists:\S+|a(?:[:/]\S+)?|mx(?:[:/]\S+)?|ptr(?::\S+)?|ip4:[\d./]+|ip6:[\da-f:./]+)|[a-z][a-z0-9_.-]*=\S*)$/i;

type Texts = (name: string) => Promise<NamesFound<string>>;

/** Who may send in the name of a domain (RFC 7208): one record, terms that can be read, at most ten look-ups, and a no for everybody else. */
export async function judgeSpf(domain: string, texts: Texts): Promise<Finding> {
  const found = await recordsOf(domain, texts);
  const hint = `Publish one TXT record at ${domain} that names your mail server and ends with -all: v=spf1 mx -all`;
  if ('code' in found)
    return worthALook(
      CHECK,
      `The SPF record of ${domain} could not be looked up (${found.code}).`,
      'Run the doctor again when names are found.',
    );
  const [record, second] = found.records;
  if (record === undefined)
    return wrong(CHECK, { message: `${domain} has no SPF record: receivers can't tell your mail from a forgery.`, hint });
  if (second !== undefined)
    return wrong(CHECK, { message: `${domain} has ${found.records.length} SPF records; receivers then believe none.`, hint });
  const terms = termsOf(record);
  const unreadable = terms.find((term) => !TERM.test(term));
  if (unreadable !== undefined)
    return wrong(CHECK, { message: `The SPF record of ${domain} has a term that is none: ${unreadable.slice(0, 60)}`, hint });
  const { asked, broken } = await countLookUps(terms, texts, new Set([domain]));
  if (broken !== undefined)
    return wrong(CHECK, {
      message: `The SPF record of ${domain} leads to ${broken}, which has none.`,
      hint: `Take ${broken} out, or publish its record.`,
    });
  if (asked > LOOKUPS_MAX)
    return wrong(CHECK, {
      message: `The SPF record of ${domain} asks for ${asked} look-ups; with more than ${LOOKUPS_MAX} receivers take it for broken.`,
      hint: 'Name addresses (ip4:, ip6:) in the place of includes.',
    });
  return allFinding(domain, terms);
}

function allFinding(domain: string, terms: readonly string[]): Finding {
  const all = terms.find((term) => /^[+?~-]?all$/i.test(term))?.toLowerCase();
  if (all === undefined && terms.some((term) => /^redirect=/i.test(term))) return well(CHECK, `The SPF record of ${domain} is in order.`);
  if (all === '-all' || all === '~all') return well(CHECK, `The SPF record of ${domain} is in order (${all}).`);
  const hint = 'End it with -all.';
  if (all === 'all' || all === '+all')
    return wrong(CHECK, { message: `The SPF record of ${domain} lets everybody send in its name (${all}).`, hint });
  return worthALook(CHECK, `The SPF record of ${domain} says nothing of everybody else.`, hint);
}

async function recordsOf(name: string, texts: Texts): Promise<{ readonly records: readonly string[] } | { readonly code: string }> {
  const found = await texts(name);
  if (found.kind === 'failed') return { code: found.code };
  return { records: found.kind === 'none' ? [] : found.records.filter((text) => /^v=spf1( |$)/i.test(text)) };
}

function termsOf(record: string): readonly string[] {
  return record
    .split(/ +/)
    .slice(1)
    .filter((term) => term !== '');
}

/** Bounded: it stops one past what is allowed, and follows no circle. Names with macros are counted and not followed. */
async function countLookUps(
  terms: readonly string[],
  texts: Texts,
  seen: Set<string>,
  before = 0,
): Promise<{ readonly asked: number; readonly broken: string | undefined }> {
  let asked = before;
  for (const term of terms) {
    const [, kind, target, , redirect, redirected] = ASKS.exec(term) ?? [];
    if (!ASKS.test(term)) continue;
    asked += 1;
    if (asked > LOOKUPS_MAX) break;
    const next = kind?.toLowerCase() === 'include' ? target : redirect === undefined ? undefined : redirected;
    if (next === undefined || next.includes('%') || seen.has(next.toLowerCase())) continue;
    seen.add(next.toLowerCase());
    const found = await recordsOf(next, texts);
    if ('code' in found) continue;
    const [record] = found.records;
    if (record === undefined) return { asked, broken: next };
    const inner = await countLookUps(termsOf(record), texts, seen, asked);
    if (inner.broken !== undefined) return inner;
    asked = inner.asked;
  }
  return { asked, broken: undefined };
}
