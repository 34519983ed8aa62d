import type { Advisory } from './advisory.ts';

/** Kans and schade, as NCSC-NL rates its advisories (DOMAIN §5.3); the spelling of its CSAF notes. */
export const LEVELS = ['low', 'medium', 'high'] as const;
export type Level = (typeof LEVELS)[number];

export const RATED = ['likelihood', 'damage'] as const;
export type Rated = (typeof RATED)[number];

type Named = { readonly nl: string; readonly en: string };
type Answer = Named & { readonly value: string; readonly points: number };
export type Question = Named & {
  readonly name: string;
  readonly answers: readonly Answer[];
  /** False where the points, or the answers between the first and the last, are our own: the source did not give them. */
  readonly isRecovered: boolean;
};

export type Sheet = {
  readonly questions: readonly Question[];
  /** The points of all answers together, or those of the worst answer. */
  readonly counts: 'sum' | 'worst';
  /** From so many points on. */
  readonly mediumFrom: number;
  readonly highFrom: number;
  /** False: how NCSC-NL goes from points to a level is not known; these are our own, to be set by the CERT. */
  readonly isRecovered: boolean;
};

const answer = (value: string, points: number, nl: string, en: string): Answer => ({ value, points, nl, en });

/**
 * The working sheet of NCSC-NL's tool Taranis: questions with points, of which the analyst may deviate with a reason. Questions and points are as
 * far as they were recovered (DOMAIN §5.3); the rest says so of itself.
 */
export const SHEETS: Readonly<Record<Rated, Sheet>> = {
  likelihood: {
    counts: 'sum',
    mediumFrom: 19,
    highFrom: 28,
    isRecovered: false,
    questions: [
      {
        name: 'default-configuration',
        nl: 'Is het kwetsbaar zoals het wordt geleverd?',
        en: 'Is it vulnerable in its default configuration?',
        isRecovered: false,
        answers: [answer('no', 1, 'nee', 'no'), answer('yes', 3, 'ja, of onduidelijk', 'yes, or unclear')],
      },
      {
        name: 'exploit',
        nl: 'Is er code om het te misbruiken?',
        en: 'Is there exploit code?',
        isRecovered: true,
        answers: [
          answer('none', 1, 'nee', 'none'),
          answer('poc', 4, 'alleen een voorbeeld', 'proof of concept'),
          answer('exploit', 6, 'ja', 'exploit'),
        ],
      },
      {
        name: 'details',
        nl: 'Zijn technische details bekend?',
        en: 'Are technical details known?',
        isRecovered: false,
        answers: [answer('none', 1, 'nee', 'none'), answer('some', 2, 'enige', 'some'), answer('full', 3, 'ja', 'in full')],
      },
      {
        name: 'access',
        nl: 'Van waar kan een aanvaller erbij?',
        en: 'From where can it be attacked?',
        isRecovered: true,
        answers: [
          answer('physical', 1, 'alleen ter plaatse', 'physical'),
          answer('lan', 4, 'van binnen het netwerk', 'LAN'),
          answer('internet', 6, 'van internet', 'internet'),
        ],
      },
      {
        name: 'credentials',
        nl: 'Welke rechten heeft een aanvaller nodig?',
        en: 'Which credentials are needed?',
        isRecovered: true,
        answers: [
          answer('admin', 1, 'die van een beheerder', 'administrator'),
          answer('user', 2, 'die van een gebruiker', 'user'),
          answer('none', 4, 'geen', 'none'),
        ],
      },
      {
        name: 'complexity',
        nl: 'Hoe moeilijk is het?',
        en: 'How complex is it?',
        isRecovered: false,
        answers: [answer('high', 1, 'moeilijk', 'high'), answer('medium', 2, 'gemiddeld', 'medium'), answer('low', 3, 'makkelijk', 'low')],
      },
      {
        name: 'user-interaction',
        nl: 'Moet een gebruiker iets doen?',
        en: 'Must a user do something?',
        isRecovered: true,
        answers: [
          answer('complex', 1, 'ja, iets bijzonders', 'complex'),
          answer('easy', 3, 'ja, iets gewoons', 'easy'),
          answer('none', 4, 'nee', 'none'),
        ],
      },
      {
        name: 'exploited',
        nl: 'Wordt het misbruikt?',
        en: 'Is it actively exploited?',
        isRecovered: true,
        answers: [
          answer('no', 1, 'nee', 'no'),
          answer('limited', 2, 'beperkt', 'limited'),
          answer('large-scale', 3, 'op grote schaal', 'large-scale'),
        ],
      },
      {
        name: 'expected',
        nl: 'Wordt misbruik snel verwacht?',
        en: 'Is an exploit expected soon?',
        isRecovered: true,
        answers: [answer('no', 1, 'nee', 'no'), answer('yes', 3, 'ja', 'yes')],
      },
      {
        name: 'solution',
        nl: 'Is er een oplossing?',
        en: 'Is a solution available?',
        isRecovered: false,
        answers: [
          answer('long', 1, 'al langer dan twee maanden', 'for longer than two months'),
          answer('short', 2, 'korter dan twee maanden', 'for less than two months'),
          answer('none', 3, 'nee', 'none'),
        ],
      },
    ],
  },
  damage: {
    counts: 'worst',
    mediumFrom: 1,
    highFrom: 2,
    isRecovered: false,
    questions: [
      {
        name: 'denial-of-service',
        nl: 'Kan iets uitvallen?',
        en: 'Denial of service?',
        isRecovered: false,
        answers: [
          answer('no', 0, 'nee', 'no'),
          answer('client', 1, 'één werkplek', 'a client'),
          answer('infrastructure', 2, 'de infrastructuur', 'infrastructure'),
        ],
      },
      {
        name: 'code-execution',
        nl: 'Kan een aanvaller code uitvoeren?',
        en: 'Code execution?',
        isRecovered: false,
        answers: [
          answer('no', 0, 'nee', 'no'),
          answer('user', 1, 'als gebruiker', 'as a user'),
          answer('root', 2, 'als beheerder', 'as root'),
        ],
      },
      {
        name: 'remote-access',
        nl: 'Krijgt een aanvaller van buiten toegang?',
        en: 'Remote access rights?',
        isRecovered: false,
        answers: [
          answer('no', 0, 'nee', 'no'),
          answer('shell', 1, 'als gebruiker', 'a shell'),
          answer('root-shell', 2, 'als beheerder', 'a root shell'),
        ],
      },
      {
        name: 'privilege-rise',
        nl: 'Kan iemand meer rechten krijgen?',
        en: 'Rise of privileges?',
        isRecovered: false,
        answers: [answer('no', 0, 'nee', 'no'), answer('yes', 1, 'ja', 'yes')],
      },
      {
        name: 'information-leak',
        nl: 'Kunnen gegevens lekken?',
        en: 'Information leak?',
        isRecovered: false,
        answers: [
          answer('no', 0, 'nee', 'no'),
          answer('system', 1, 'van het systeem', 'system information'),
          answer('data', 2, 'gegevens van mensen of de organisatie', 'data'),
        ],
      },
    ],
  },
};

/** By name of the question, the value of the answer. */
export type SheetAnswers = Readonly<Record<string, string>>;

export type Rating =
  | { readonly kind: 'rated'; readonly level: Level; readonly points: number }
  /** The questions that decide it and that nobody answered. */
  | { readonly kind: 'open'; readonly missing: readonly string[] };

/** What the answers say. Answers that are missing leave it open, unless none of them could change the level. */
export function rateSheet(rated: Rated, answers: SheetAnswers): Rating {
  const sheet = SHEETS[rated];
  const given = sheet.questions.map((question) => ({ question, points: pointsOf(question, answers) }));
  const together = (missing: (question: Question) => number) => {
    const points = given.map(({ question, points: known }) => known ?? missing(question));
    return sheet.counts === 'sum' ? points.reduce((sum, each) => sum + each, 0) : Math.max(...points);
  };
  const least = together(({ answers: all }) => Math.min(...all.map(({ points }) => points)));
  const most = together(({ answers: all }) => Math.max(...all.map(({ points }) => points)));
  if (levelOf(sheet, least) === levelOf(sheet, most)) return { kind: 'rated', level: levelOf(sheet, least), points: least };
  return { kind: 'open', missing: given.flatMap(({ question, points }) => (points === undefined ? question.name : [])) };
}

/** Names of questions that there are not, and of those with an answer that they do not have. */
export function unknownAnswers(answers: SheetAnswers): readonly string[] {
  const questions = RATED.flatMap((rated) => SHEETS[rated].questions);
  return Object.keys(answers).filter((name) => {
    const question = questions.find((each) => each.name === name);
    return question === undefined || pointsOf(question, answers) === undefined;
  });
}

function pointsOf(question: Question, answers: SheetAnswers): number | undefined {
  const value = Object.hasOwn(answers, question.name) ? answers[question.name] : undefined;
  return question.answers.find((each) => each.value === value)?.points;
}

function levelOf(sheet: Sheet, points: number): Level {
  if (points >= sheet.highFrom) return 'high';
  return points >= sheet.mediumFrom ? 'medium' : 'low';
}

export type LikelihoodDamage = { readonly [rated in Rated]?: Level };

const TITLES: Readonly<Record<Rated, RegExp>> = { likelihood: /^\s*(?:kans|probability)\s*$/i, damage: /^\s*(?:schade|damage)\s*$/i };
const SPELLINGS: Readonly<Record<string, Level>> = {
  low: 'low',
  laag: 'low',
  medium: 'medium',
  middel: 'medium',
  gemiddeld: 'medium',
  high: 'high',
  hoog: 'high',
};

/** What the publisher says in the notes "Kans" and "Schade" of its document (DOMAIN §5.2). Publisher-controlled. */
export function likelihoodDamageOf(advisory: Pick<Advisory, 'notes'>): LikelihoodDamage {
  const said = (rated: Rated): Level | undefined => {
    const text =
      advisory.notes
        .find(({ title }) => title !== undefined && TITLES[rated].test(title))
        ?.text.trim()
        .toLowerCase() ?? '';
    return Object.hasOwn(SPELLINGS, text) ? SPELLINGS[text] : undefined;
  };
  const likelihood = said('likelihood');
  const damage = said('damage');
  return { ...(likelihood === undefined ? {} : { likelihood }), ...(damage === undefined ? {} : { damage }) };
}
