/** How like the product of a line is to a product of an advisory, by one kind of evidence. */
export type Likeness = {
  readonly identifiedBy: 'cpe' | 'purl' | 'name' | 'alias';
  /**
   * `same`: the product, and its maker too. `likely`: the name fits, but not to the letter, or no maker is told. `family`: the line names
   * a family of which this is one. `maker`: it names no more than the maker.
   */
  readonly grade: 'same' | 'likely' | 'family' | 'maker';
};

const GRADES: readonly Likeness['grade'][] = ['maker', 'family', 'likely', 'same'];

export function isCloser(a: Likeness, b: Likeness | undefined): boolean {
  return b === undefined || GRADES.indexOf(a.grade) > GRADES.indexOf(b.grade);
}
