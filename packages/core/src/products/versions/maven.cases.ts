/** POM reference, "Version Order Specification"; what it leaves open as Maven has it. */
export const MAVEN_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['1-alpha', '<', '1-beta'],
  ['1-beta', '<', '1-milestone'],
  ['1-m2', '<', '1-rc1'],
  ['1-rc1', '=', '1-cr1'],
  ['1-rc1', '<', '1-SNAPSHOT'],
  ['1-SNAPSHOT', '<', '1'],
  ['1', '=', '1-ga'],
  ['1', '=', '1.0.0.Final'],
  ['1', '<', '1-sp'],
  ['1-sp', '<', '1-jre8'],
  ['1-jre8', '<', '1-1'],
  ['1-1', '<', '1.1'],
  ['1.foo', '<', '1-foo'],
  ['1a1', '=', '1-alpha-1'],
  ['1a', '>', '1'], // a letter alone is a word like others
  ['4.1.0.Beta1', '<', '4.1.0.Final'],
  ['4.1.0.Beta1', '>', '4.1.Beta1'],
  ['1.0.alpha', '<', '1'], // and so before "1-sp": Maven goes round in a circle here
  ['1.0.alpha', '<', '1-sp'],
  ['2.17.1', '>', '2.17.0'],
  ['2.0-beta9', '<', '2.15.0'],
  ['9.4.53.v20231009', '>', '9.4.52.v20230823'],
  ['20030203.000129', '>', '3.2.2'], // the date is a number
  ['31.1-jre', '>', '31.1-android'],
];
