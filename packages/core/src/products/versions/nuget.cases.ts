/** "Package versioning", NuGetVersion. */
export const NUGET_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['1.0', '=', '1.0.0.0'],
  ['1.0.0.1', '>', '1.0.0'],
  ['1.0.0-beta', '<', '1.0.0'],
  ['1.0.0-BETA', '=', '1.0.0-beta'],
  ['1.0.0-beta.2', '<', '1.0.0-beta.11'],
  ['1.0.0-beta2', '>', '1.0.0-beta11'], // a word with a number in it is a word
  ['1.0.0+sha', '=', '1.0.0'],
  ['13.0.1', '<', '13.0.3'],
];
