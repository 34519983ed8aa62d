import type { Language } from '../institutions/institution.ts';

/** What makes a text hard, with the words it is about. Stored nowhere; codes are stable. */
export type ReadabilityFinding = {
  readonly code: 'long-sentence' | 'long-word' | 'english-word' | 'no-imperative' | 'formal-word' | 'no-action';
  /** Which text: as given by who asks ("summary", "actions/0"). */
  readonly at: string;
  /** The sentence or word itself. */
  readonly words: string;
  /** What to write instead, where that is known. */
  readonly instead?: string;
};

export type Readability = {
  readonly sentences: number;
  readonly words: number;
  /** Rounded to one decimal. */
  readonly wordsPerSentence: number;
  /** Share of words that are longer than `LONG_WORD`, in percent, whole. */
  readonly longWordsPercent: number;
  readonly findings: readonly ReadabilityFinding[];
};

export type ReadabilityText = {
  readonly at: string;
  readonly text: string;
  /** A step that asks somebody to do something. */ readonly isAction?: boolean;
};

/** B1 in words (DOMAIN §7.8): at most this many words in a sentence, letters in a word. */
export const SENTENCE_WORDS_MAX = 15;
export const LONG_WORD = 16;
const FINDINGS_MAX = 100;
const CHARACTERS_MAX = 20_000;

/**
 * Checks a text as a reader at B1 meets it. Names, versions, identifiers and addresses are nobody's choice of word and are left out. It
 * points at places to look at again; it is no measure of a person's understanding.
 */
export function checkReadability(texts: readonly ReadabilityText[], language: Language): Readability {
  const sentences = texts.flatMap(({ at, text }) => sentencesOf(text.slice(0, CHARACTERS_MAX)).map((words) => ({ at, words })));
  const words = sentences.flatMap((one) => one.words);
  const counted = words.filter(isPlain);
  const findings = [
    ...sentences.flatMap(({ at, words: own }): readonly ReadabilityFinding[] =>
      own.length > SENTENCE_WORDS_MAX ? [{ code: 'long-sentence', at, words: own.join(' ') }] : [],
    ),
    ...texts.flatMap((one) => wordFindings(one, language)),
    ...texts.flatMap((one) => actionFindings(one, language)),
  ];
  return {
    sentences: sentences.length,
    words: words.length,
    wordsPerSentence: sentences.length === 0 ? 0 : Math.round((words.length / sentences.length) * 10) / 10,
    longWordsPercent: counted.length === 0 ? 0 : Math.round((counted.filter(isLong).length / counted.length) * 100),
    findings: findings.slice(0, FINDINGS_MAX),
  };
}

/** A sentence ends at its sign before a space, or with its line; "6.2.15" and "bijv." end none. */
function sentencesOf(text: string): readonly (readonly string[])[] {
  return text
    .split(/\n+/)
    .flatMap((line) => line.split(/(?<=[.!?:;])(?<!\b(?:bijv|o\.a|d\.w\.z|e\.g|i\.e|nr|ca|max|min)\.)\s+/i))
    .map((sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)))
    .filter((words) => words.length > 0);
}

function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** Not a name of several capitals, a version, an identifier or an address. */
function isPlain(word: string): boolean {
  const text = bare(word);
  return text !== '' && !/[\p{N}@/_.]|\p{Ll}\p{Lu}|^\p{Lu}{2,}/u.test(text);
}

function isLong(word: string): boolean {
  // Parts that a hyphen keeps apart are read one by one.
  return (
    isPlain(word) &&
    bare(word)
      .split('-')
      .some((part) => part.length > LONG_WORD)
  );
}

function wordFindings({ at, text }: ReadabilityText, language: Language): readonly ReadabilityFinding[] {
  const found = new Map<string, ReadabilityFinding>();
  const add = (finding: ReadabilityFinding) => found.set(`${finding.code} ${finding.words.toLowerCase()}`, finding);
  const lower = ` ${text
    .slice(0, CHARACTERS_MAX)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  for (const [code, list] of [
    ['english-word', language === 'nl' ? ENGLISH_WORDS : []],
    ['formal-word', FORMAL_WORDS[language]],
  ] as const)
    for (const [words, instead] of list) if (lower.includes(` ${words} `)) add({ code, at, words, instead });
  for (const word of text.slice(0, CHARACTERS_MAX).split(/\s+/)) if (isLong(word)) add({ code: 'long-word', at, words: bare(word) });
  return [...found.values()];
}

function actionFindings({ at, text, isAction }: ReadabilityText, language: Language): readonly ReadabilityFinding[] {
  if (isAction !== true) return [];
  const sentences = sentencesOf(text.slice(0, CHARACTERS_MAX));
  const [first] = sentences;
  if (first === undefined) return [{ code: 'no-action', at, words: '' }];
  return sentences.some((words) => asksToDo(words, language)) ? [] : [{ code: 'no-imperative', at, words: first.join(' ') }];
}

/**
 * Whether a sentence tells somebody to do something: a verb form at its start (after "eerst", "dan" and the like), or after a condition
 * ("Kan dat niet, bel dan …"). Sentences that start with who, what or where tell how it is.
 */
function asksToDo(words: readonly string[], language: Language): boolean {
  const clauses = words
    .join(' ')
    .split(/,\s*/)
    .map((clause) => clause.split(/\s+/).map((word) => bare(word).toLowerCase()));
  return clauses.some((clause) => startsWithCommand(clause, language));
}

function startsWithCommand(clause: readonly string[], language: Language): boolean {
  const first = clause.find((word) => word !== '' && !LEADING[language].has(word) && !/^\d+$/.test(word));
  if (first === undefined || NO_COMMAND[language].has(first)) return false;
  return language === 'nl' ? looksLikeDutchStem(first) : !/(?:ing|ed|tion|ly|s)$/.test(first) || ENGLISH_COMMANDS_IN_S.has(first);
}

/** The imperative is the stem: no infinitive or plural (-en), no participle (ge-…-d/t), no diminutive, no noun by its ending. */
function looksLikeDutchStem(word: string): boolean {
  if (DUTCH_STEMS_LIKE_NOUNS.has(word)) return true;
  return word.length > 1 && !/(?:en|ing|heid|teit|tie|je|isch|lijk|baar|eren)$/.test(word) && !/^ge\p{L}{3,}[dt]$/u.test(word);
}

const DUTCH_STEMS_LIKE_NOUNS: ReadonlySet<string> = new Set([
  'breng',
  'vervang',
  'ontvang',
  'vang',
  'hang',
  'dring',
  'spring',
  'verschijn',
]);
const ENGLISH_COMMANDS_IN_S: ReadonlySet<string> = new Set([
  'address',
  'assess',
  'access',
  'pass',
  'press',
  'process',
  'bypass',
  'discuss',
  'apply',
  'bring',
  'feed',
  'need',
  'rely',
  'embed',
  'supply',
  'reply',
  'proceed',
]);

const LEADING: Readonly<Record<Language, ReadonlySet<string>>> = {
  nl: new Set(['eerst', 'dan', 'daarna', 'nu', 'direct', 'meteen', 'vandaag', 'en', 'of', 'ook', 'altijd', 'niet', 'alstublieft', 'stap']),
  en: new Set([
    'first',
    'then',
    'now',
    'immediately',
    'today',
    'and',
    'or',
    'also',
    'always',
    'please',
    'step',
    'do',
    'not',
    'never',
    'next',
  ]),
};

/** Words that open a statement, a question or a noun; never a command. */
const NO_COMMAND: Readonly<Record<Language, ReadonlySet<string>>> = {
  nl: new Set(
    'de het een er u uw wij we ik jij je zij ze hij men dit dat deze die als indien wanneer omdat want hoewel om voor bij in op van met na door zonder tegen over onder boven tussen tot sinds volgens via alle elke iedere veel weinig meer sommige geen zo wie wat waar wanneer hoe waarom is zijn was waren wordt werd heeft had kan kunt kon moet moest mag zal zou wil'.split(
      ' ',
    ),
  ),
  en: new Set(
    'the a an there you your we i he she it they this that these those if when because although to for at in on of with after by without against over under between until since via all every many some no so who what where how why is are was were has have had can could must may might will would should'.split(
      ' ',
    ),
  ),
};

/** English that reaches Dutch readers untranslated, with what they do know. */
const ENGLISH_WORDS: readonly (readonly [string, string])[] = [
  ['patch', 'update'],
  ['patchen', 'bijwerken'],
  ['patches', 'updates'],
  ['exploit', 'misbruik'],
  ['exploits', 'misbruik'],
  ['exploited', 'misbruikt'],
  ['vulnerability', 'lek'],
  ['vulnerabilities', 'lekken'],
  ['mitigation', 'tijdelijke maatregel'],
  ['mitigations', 'tijdelijke maatregelen'],
  ['mitigeren', 'beperken'],
  ['workaround', 'tijdelijke oplossing'],
  ['remote code execution', 'een aanvaller kan op afstand programma’s starten'],
  ['threat actor', 'aanvaller'],
  ['threat actors', 'aanvallers'],
  ['credentials', 'inloggegevens'],
  ['compromised', 'overgenomen'],
  ['compromise', 'overname'],
  ['data breach', 'datalek'],
  ['breach', 'inbraak'],
  ['phishing mail', 'valse mail'],
  ['security update', 'beveiligingsupdate'],
  ['awareness', 'bewustzijn'],
  ['advisory', 'beveiligingsadvies'],
  ['impact', 'gevolgen'],
  ['incident response', 'hulp bij een aanval'],
  ['endpoint', 'computer of telefoon'],
  ['endpoints', 'computers en telefoons'],
  ['vendor', 'leverancier'],
  ['supply chain', 'leveranciersketen'],
  ['denial of service', 'overbelasting'],
  ['privilege escalation', 'een aanvaller krijgt meer rechten'],
  ['zero day', 'lek waarvoor nog geen update is'],
  ['disable', 'zet uit'],
  ['enable', 'zet aan'],
  ['device', 'apparaat'],
  ['devices', 'apparaten'],
  ['managed service provider', 'IT-bedrijf'],
];

/** Words of the office, with what one says at the counter. */
const FORMAL_WORDS: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  nl: [
    ['indien', 'als'],
    ['teneinde', 'om'],
    ['middels', 'met'],
    ['dient te', 'moet'],
    ['dienen te', 'moeten'],
    ['betreffende', 'over'],
    ['inzake', 'over'],
    ['derhalve', 'daarom'],
    ['onverwijld', 'meteen'],
    ['alsmede', 'en ook'],
    ['desbetreffende', 'deze'],
    ['echter', 'maar'],
    ['reeds', 'al'],
    ['tevens', 'ook'],
    ['additionele', 'extra'],
    ['implementeren', 'invoeren'],
    ['verifieer', 'controleer'],
    ['verifiëren', 'controleren'],
    ['kwetsbaarheid', 'lek'],
  ],
  en: [
    ['in order to', 'to'],
    ['prior to', 'before'],
    ['utilise', 'use'],
    ['utilize', 'use'],
    ['leverage', 'use'],
    ['remediate', 'repair'],
    ['subsequently', 'then'],
    ['in the event of', 'if'],
    ['pursuant to', 'under'],
    ['terminate', 'end'],
  ],
};
