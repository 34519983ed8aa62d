import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes, mostly waiting: begun first, so that the other worker's short stories fill the time and none runs alone at the end. */
const LONG = [
  /nothing-acknowledged-is-lost/,
  /the-standby-takes-over/,
  /every-contact-hears-each-version/,
  /the-analyst-warns/,
  /the-supplier-of-a-dossier/,
  /no-text-makes-a-reader/,
  /nobody-uses-a-route/,
  /database\/backup\//,
];

/** The order of test files: vitest's own, but for the long ones. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf(file: TestSpecification): number {
  const place = LONG.findIndex((long) => long.test(file.moduleId));
  return place === -1 ? LONG.length : place;
}
