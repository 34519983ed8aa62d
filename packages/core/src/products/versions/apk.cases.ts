/** apk-tools, `doc/apk-package.5.scd` and `src/version.c`. */
export const APK_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['1.2_alpha', '<', '1.2_beta'],
  ['1.2_rc1', '<', '1.2'],
  ['1.2', '<', '1.2_git1'],
  ['1.2_git20200101', '<', '1.2_p1'],
  ['1.2', '<', '1.2a'],
  ['1.2_p1', '<', '1.2a'],
  ['1.2a', '<', '1.2.1'],
  ['1.2', '<', '1.2-r0'],
  ['1.2-r2', '<', '1.2-r10'],
  ['1.2_alpha', '<', '1.2_alpha1'],
  ['1.02', '<', '1.1'],
  ['1.010', '<', '1.02'], // behind a dot a 0 makes it a fraction
  ['1.36.1-r15', '<', '1.36.1-r20'],
  ['3.1.4-r5', '>', '3.1.4-r4'],
  ['1.2_blah', '<', '1.2'], // what apk cannot read
];
