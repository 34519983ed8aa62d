/** PEP 440, "Summary of permitted suffixes and relative ordering". */
export const PYPI_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['1.0.dev1', '<', '1.0a1.dev1'],
  ['1.0a1.dev1', '<', '1.0a1'],
  ['1.0a1', '<', '1.0a1.post1'],
  ['1.0a1', '<', '1.0b1'],
  ['1.0b1', '<', '1.0rc1'],
  ['1.0rc1', '<', '1.0'],
  ['1.0', '<', '1.0+local'],
  ['1.0+abc', '<', '1.0+1'],
  ['1.0', '<', '1.0.post1.dev1'],
  ['1.0.post1.dev1', '<', '1.0.post1'],
  ['1!0.1', '>', '2025.1'],
  ['1.0', '=', '1.0.0'],
  ['v1.0-alpha.1', '=', '1.0a1'],
  ['1.0-1', '=', '1.0.post1'],
  ['1.0c1', '=', '1.0rc1'],
  ['1.0-pre', '=', '1.0rc0'],
  ['1.10', '>', '1.9'],
  ['0.9-doduo', '<', '0.1'], // no version of the PEP is older than all that are
];
