/** PHP `version_compare`, behind Composer's normalisation. */
export const COMPOSER_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['1.0-dev', '<', '1.0a1'],
  ['1.0a1', '<', '1.0b1'],
  ['1.0b1', '<', '1.0RC1'],
  ['1.0RC1', '<', '1.0'],
  ['1.0', '<', '1.0.0'],
  ['1.0', '<', '1.0pl1'],
  ['1.0.1', '<', '1.0pl1'],
  ['v6.4.3', '=', '6.4.3'],
  ['1.0-patch1', '=', '1.0-p1'],
  ['dev-main', '<', '0.1'],
  ['1.0-main', '>', '1.0-feature'], // PHP has them equal: two branches are not one version
  ['1.9.0-BETA.1', '>', '1.9.0-ALPHA.2'], // PHP knows capitals, Composer does not
];
