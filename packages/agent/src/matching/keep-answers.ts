import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { isOlderRevision, type RevisionPlace } from '@forewarn/core/advisories/is-older-revision.ts';
import { isSameNamespace } from '@forewarn/core/advisories/is-same-namespace.ts';
import type { Answer } from './answer.ts';

type Kept = { revision: RevisionPlace; readonly namespace: string; answers: readonly Answer[] };

/** The answers so far: of each advisory those of its newest revision, whatever the order in which files are read. */
export type KeptAnswers = {
  readonly keep: (advisory: Advisory, answers: readonly Answer[]) => void;
  readonly all: () => readonly Answer[];
};

export function keepAnswers(): KeptAnswers {
  const byId = new Map<string, Kept[]>();
  return {
    keep: (advisory, answers) => {
      const id = advisory.trackingId.trim();
      const { namespace } = advisory.publisher;
      const there = byId.get(id) ?? [];
      const earlier = there.find((one) => isSameNamespace(one.namespace, namespace));
      if (earlier === undefined) byId.set(id, [...there, { revision: placeOf(advisory), namespace, answers }]);
      else replace(earlier, placeOf(advisory), answers);
    },
    all: () => [...byId.keys()].toSorted().flatMap((id) => (byId.get(id) ?? []).flatMap(({ answers }) => answers)),
  };
}

function placeOf({ trackingVersion, currentReleaseAt }: Advisory): RevisionPlace {
  return { trackingVersion, currentReleaseAt };
}

function replace(kept: Kept, revision: RevisionPlace, answers: readonly Answer[]): void {
  if (isOlderRevision(revision, kept.revision)) return;
  // One of the two by what it says and not by which was read first: publishers edit without a new version.
  if (!isOlderRevision(kept.revision, revision) && JSON.stringify(answers) < JSON.stringify(kept.answers)) return;
  kept.revision = revision;
  kept.answers = answers;
}
