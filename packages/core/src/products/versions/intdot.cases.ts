/** vers specification, "Generic VERS types". */
export const INTDOT_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['10.234.5.12', '>', '10.234.5.2'],
  ['1.02', '=', '1.2'],
  ['1.0', '=', '1'],
  ['1.2-beta', '=', '1.2'], // reading ends at the dash
  ['1.2', '<', '1.2.1'],
];
