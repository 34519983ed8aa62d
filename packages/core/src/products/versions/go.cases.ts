/** golang.org/ref/mod#versions, golang.org/doc/toolchain#version. */
export const GO_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['v1.2.3', '=', '1.2.3'],
  ['v1.2.3-pre', '<', 'v1.2.3'],
  ['v2.0.0+incompatible', '=', 'v2.0.0'],
  ['v0.0.0-20191109021931-daa7c04131f5', '<', 'v0.0.0-20220622213112-05595931fe9d'],
  ['v1.2.4-0.20191109021931-daa7c04131f5', '<', 'v1.2.4'],
  ['go1.21rc2', '<', 'go1.21rc10'],
  ['go1.21rc2', '<', 'go1.21.0'],
  ['go1.20beta1', '<', 'go1.20rc1'],
  ['1.21.4', '>', '1.21.3'],
];
