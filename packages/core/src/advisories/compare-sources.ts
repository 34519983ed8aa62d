import type { Advisory, CvssScore, Vulnerability } from './advisory.ts';
import { ruleOn, TOPICS, type SourceKind, type SourceRule, type Topic } from './source-rules.ts';

/** One source's document about a vulnerability. Publisher-controlled. */
export type SourceDocument = { readonly id: string; readonly advisory: Advisory };

/** What one source says of one topic. */
export type SourceAnswer = {
  readonly documentId: string;
  readonly source: SourceKind;
  /** Whose it is: the publisher, or who adds to its document. */
  readonly by: string;
  /** `in-force` or `rejected`; a base score with its vector; a product with its versions and its status. One text each. */
  readonly says: readonly string[];
  /** 0.0 to 10.0, of a score. */
  readonly baseScore?: number;
  readonly decides: boolean;
};

export type TopicCompared = {
  readonly topic: Topic;
  readonly agree: boolean;
  readonly rule: SourceRule;
  readonly answers: readonly SourceAnswer[];
};

/** Shown of one source; the rest is in its document. */
const PRODUCTS_MAX = 200;
const ANSWERS_MAX = 500;

/**
 * What the sources say of one vulnerability, topic by topic: each source's own answer, whether they agree, and which decided by the rule that is in
 * force on `day` (YYYY-MM-DD). The order in which the documents come changes nothing. A source that says nothing of a topic has no answer to it.
 */
export function compareSources(documents: readonly SourceDocument[], names: ReadonlySet<string>, day: string): readonly TopicCompared[] {
  const all = documents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return TOPICS.flatMap((topic) => {
    const rule = ruleOn(topic, day);
    if (rule === undefined) return [];
    const said = all.flatMap((document) => answersOf(topic, document, names)).slice(0, ANSWERS_MAX);
    const answers = mark(said.toSorted(byRule(rule)), rule);
    return answers.length === 0 ? [] : [{ topic, agree: new Set(said.map(comparable)).size <= 1, rule, answers }];
  });
}

type Said = Omit<SourceAnswer, 'decides'>;

function answersOf(topic: Topic, { id, advisory }: SourceDocument, names: ReadonlySet<string>): readonly Said[] {
  const said = { documentId: id, source: advisory.format, by: advisory.publisher.name };
  const isRejected = advisory.category === 'csaf_withdrawn';
  const vulnerabilities = advisory.vulnerabilities.filter((each) => isNamed(each, names));
  switch (topic) {
    case 'status':
      return [{ ...said, says: [isRejected ? 'rejected' : 'in-force'] }];
    case 'score':
      return uniqueScores(vulnerabilities.flatMap(({ scores }) => scores)).map(({ by, baseScore, vector }) => ({
        ...said,
        by: by ?? said.by,
        says: [vector === '' ? baseScore.toFixed(1) : `${baseScore.toFixed(1)} ${vector}`],
        baseScore,
      }));
    case 'affected': {
      const says = [...new Set(vulnerabilities.flatMap((each) => affectedIn(advisory, each)))].toSorted().slice(0, PRODUCTS_MAX);
      return says.length === 0 ? [] : [{ ...said, says }];
    }
  }
}

function isNamed({ cve, ids }: Vulnerability, names: ReadonlySet<string>): boolean {
  return (cve !== undefined && names.has(cve)) || ids.some(({ text }) => names.has(text));
}

function uniqueScores(scores: readonly CvssScore[]): readonly CvssScore[] {
  return [...new Map(scores.map((score) => [`${score.by ?? ''} ${score.vector} ${score.baseScore}`, score])).values()];
}

/** "Portaal: vers:semver/>=1.0|<2.0 (known_affected)". */
function affectedIn(advisory: Advisory, { status }: Vulnerability): readonly string[] {
  const products = new Map(advisory.products.map((product) => [product.id, product]));
  return (['known_affected', 'first_affected', 'last_affected', 'under_investigation'] as const).flatMap((each) =>
    (status[each] ?? []).flatMap((id) => {
      const product = products.get(id);
      if (product === undefined) return [];
      const name = [product.supplier, product.product ?? product.name].filter(Boolean).join(' ');
      return [`${name}: ${product.version?.text ?? 'no version named'} (${each})`];
    }),
  );
}

/** By what two answers are told to be the same: of scores the number and its vector, of products the versions, which all write alike, without the names, which none does. */
function comparable({ says, baseScore }: Said): string {
  if (baseScore !== undefined) return says.join();
  return [
    ...new Set(
      says.map((text) =>
        text
          .slice(text.lastIndexOf(': ') + 1)
          .replace(/vers:[^/]*\//, '')
          .trim(),
      ),
    ),
  ]
    .toSorted()
    .join();
}

function byRule({ order, decides }: SourceRule): (a: Said, b: Said) => number {
  return (a, b) =>
    (decides === 'highest' ? (b.baseScore ?? -1) - (a.baseScore ?? -1) : 0) ||
    order.indexOf(a.source) - order.indexOf(b.source) ||
    (a.by < b.by ? -1 : a.by > b.by ? 1 : 0) ||
    (a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : 0) ||
    (a.says.join() < b.says.join() ? -1 : 1);
}

function mark(answers: readonly Said[], { decides }: SourceRule): readonly SourceAnswer[] {
  return answers.map((answer, place) => ({ ...answer, decides: decides === 'every' || place === 0 }));
}
