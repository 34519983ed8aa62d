/** vers specification, "Generic VERS types": the bytes of UTF-8. */
export const LEXICOGRAPHIC_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['A', '<', 'a'],
  ['10', '<', '9'],
  ['a', '<', 'aa'],
  ['\uffff', '<', '😀'], // UTF-16 has it the other way round
  ['ss', '<', 'ß'],
];
