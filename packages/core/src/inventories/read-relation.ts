import { cleanText, saysUnknown } from '../basics/clean-text.ts';
import type { Problem } from '../basics/problem.ts';
import { foldWord } from '../basics/table.ts';
import { NAME_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from './read-line.ts';
import type { Connection, Relation, RelationKind } from './relation.ts';

/** The fields of a relation before they are understood; `kind` holds a kind, a connection, or several connections. */
export const RELATION_FIELDS = ['institution', 'supplier', 'kind', 'product', 'tenant', 'region', 'description', 'since'] as const;
export type RelationField = (typeof RELATION_FIELDS)[number];
export type RelationTexts = Readonly<Partial<Record<RelationField, string>>>;

type Meaning = { readonly kind: RelationKind; readonly connection?: Connection };

/** Words for the kind of relation and for the way of a connection, Dutch and English, folded. */
const MEANINGS: readonly (readonly [Meaning, readonly string[]])[] = [
  [{ kind: 'supplier' }, ['supplier', 'leverancier', 'levert', 'contract', 'licentie', 'dienst', 'service', 'geen verbinding', 'geen']],
  [
    { kind: 'managed-by' },
    [
      'managed by',
      'managed',
      'it dienstverlener',
      'it provider',
      'beheer',
      'beheerder',
      'beheerd door',
      'systeembeheer',
      'msp',
      'it bedrijf',
      'automatiseerder',
      'rmm',
      'werkplekbeheer',
    ],
  ],
  [{ kind: 'tenant' }, ['tenant', 'omgeving', 'cluster', 'gehost', 'hosting', 'saas', 'cloud']],
  [
    { kind: 'connection', connection: 'vpn' },
    ['vpn', 'site to site', 'site to site vpn', 'ipsec', 'vpn verbinding', 'vpn tunnel', 'permanente vpn', 'vpn altijd aan'],
  ],
  [
    { kind: 'connection', connection: 'remote-support' },
    [
      'remote support',
      'remote',
      'remote service',
      'remote access',
      'ondersteuning op afstand',
      'beheer op afstand',
      'toegang op afstand',
      'hulp op afstand',
      'onderhoud op afstand',
      'inbellen',
      'inbelverbinding',
      'teamviewer',
      'anydesk',
      'screenconnect',
      'overname',
      'meekijken',
    ],
  ],
  [
    { kind: 'connection', connection: 'api' },
    [
      'api',
      'koppeling',
      'koppelvlak',
      'interface',
      'link',
      'webservice',
      'hl7',
      'fhir',
      'hl7 fhir',
      'koppeltaal',
      'integratie',
      'integration',
      'zib',
    ],
  ],
  [
    { kind: 'connection', connection: 'data-exchange' },
    [
      'data exchange',
      'gegevensuitwisseling',
      'uitwisseling',
      'bestandsuitwisseling',
      'sftp',
      'ftp',
      'bestanden',
      'export',
      'zorgmail',
      'berichtenverkeer',
      'edifact',
      'datauitwisseling',
      'data uitwisseling',
    ],
  ],
  [
    { kind: 'connection', connection: 'processor-agreement' },
    ['processor agreement', 'verwerkersovereenkomst', 'verwerker', 'processor', 'dpa', 'verwerkt persoonsgegevens', 'vo'],
  ],
  [{ kind: 'connection', connection: 'unknown' }, ['connection', 'verbinding', 'unknown', 'onbekend']],
];
const MEANING_OF: ReadonlyMap<string, Meaning> = new Map(
  MEANINGS.flatMap(([meaning, words]) => words.map((word) => [word, meaning] as const)),
);

/**
 * Understands one row: none or several relations ("VPN, API" is two). A row without a word for the kind says that there is a supplier; a
 * word that is not known is a connection that is not known, with the word as its description: never silence. `at` names a field's place.
 */
export function readRelation(
  texts: RelationTexts,
  at: (field?: RelationField) => string,
): { readonly relations: readonly Relation[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const text = (field: RelationField, max = NAME_CHARACTERS_MAX) => {
    const cleaned = cleanText(texts[field] ?? '', max);
    return saysUnknown(cleaned) ? undefined : cleaned;
  };
  const [supplier, product, tenant, region] = [text('supplier'), text('product'), text('tenant'), text('region')];
  const kind = text('kind', TEXT_CHARACTERS_MAX);
  const description = text('description', TEXT_CHARACTERS_MAX);
  const since = readSince(text('since'), () =>
    problems.push({
      code: 'since-unreadable',
      at: at('since'),
      message: 'This is no date, so since when counts as unknown.',
      hint: 'Use 2023, 2023-05 or 2023-05-01.',
    }),
  );
  const meanings = meaningsOf(kind, tenant, (word) =>
    problems.push({
      code: 'connection-unreadable',
      at: at('kind'),
      message: `"${word.slice(0, 60)}" is none of the words for a connection, so it counts as a connection of a kind that is not known.`,
      hint: 'Use vpn, remote support, api, data exchange, processor agreement; or supplier, managed by, tenant.',
      facts: { said: word.slice(0, 60) },
    }),
  );
  const relations = meanings.flatMap(({ meaning, word }): readonly Relation[] => {
    const said = word === undefined ? description : [word, description].filter((part) => part !== undefined).join(': ');
    const common = { ...present('product', product), ...present('description', said), ...present('since', since) };
    if (meaning.kind === 'tenant') {
      if (tenant === undefined || product === undefined) return [];
      return [{ ...common, kind: 'tenant', product, tenant, ...present('supplier', supplier), ...present('region', region) }];
    }
    if (supplier === undefined) return [];
    return [
      meaning.kind === 'connection'
        ? { ...common, kind: 'connection', supplier, connection: meaning.connection ?? 'unknown' }
        : { ...common, kind: meaning.kind, supplier },
    ];
  });
  if (relations.length === 0) problems.push(incomplete(meanings[0]?.meaning.kind === 'tenant', at()));
  return { relations, problems };
}

function incomplete(isTenant: boolean, at: string): Problem {
  if (isTenant)
    return {
      code: 'tenant-missing',
      at,
      message: 'This names no product and tenant together, so it was left out.',
      hint: 'Fill in the product and the name of the tenant.',
    };
  return {
    code: 'supplier-missing',
    at,
    message: 'This names no supplier, so it was left out.',
    hint: 'Fill in the supplier or IT provider as you call it yourself.',
  };
}

function meaningsOf(
  kind: string | undefined,
  tenant: string | undefined,
  say: (word: string) => void,
): readonly { readonly meaning: Meaning; readonly word?: string }[] {
  if (kind === undefined) return [{ meaning: { kind: tenant === undefined ? 'supplier' : 'tenant' } }];
  const whole = MEANING_OF.get(foldWord(kind));
  if (whole !== undefined) return [{ meaning: whole }];
  const found: { meaning: Meaning; word?: string }[] = [];
  for (const word of kind.split(/\s*[,;/&+]\s*|\s+(?:en|and)\s+/).filter((part) => part !== '')) {
    const meaning = MEANING_OF.get(foldWord(word));
    if (meaning === undefined) say(word);
    const one = meaning === undefined ? { meaning: { kind: 'connection', connection: 'unknown' } as const, word } : { meaning };
    if (!found.some((other) => other.meaning.kind === one.meaning.kind && other.meaning.connection === one.meaning.connection))
      found.push(one);
  }
  return found;
}

/** `2023`, `2023-05`, `2023-05-01`, `1-5-2023`, `05-2023`; a day that there is not is no date. */
function readSince(text: string | undefined, say: () => void): string | undefined {
  if (text === undefined) return undefined;
  const year = /^(\d{4})$/.exec(text);
  const month = /^(\d{4})[-/](\d{1,2})$/.exec(text) ?? swapped(/^(\d{1,2})[-/](\d{4})$/.exec(text), 2, 1);
  const day =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(text) ?? swapped(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text), 3, 2, 1);
  const parts = (day ?? month ?? year)?.slice(1).map(Number);
  const [y = 0, m = 1, d = 1] = parts ?? [];
  const there = new Date(Date.UTC(y, m - 1, d));
  if (parts === undefined || y < 1950 || y > 2100 || there.getUTCMonth() !== m - 1 || there.getUTCDate() !== d) {
    say();
    return undefined;
  }
  return there.toISOString().slice(0, [4, 7, 10][parts.length - 1]);
}

function swapped(found: RegExpExecArray | null, ...order: readonly number[]): readonly string[] | undefined {
  return found === null ? undefined : [found[0], ...order.map((place) => found[place] ?? '')];
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]?: Value });
}
