/** Releases up to 1.1.1 with letters, from 3.0 on with three numbers. */
export const OPENSSL_ORDER: readonly (readonly [string, '<' | '=' | '>', string])[] = [
  ['1.0.2', '<', '1.0.2a'],
  ['1.0.2y', '<', '1.0.2za'],
  ['1.0.2zj', '<', '1.0.2zk'],
  ['1.1.1w', '<', '3.0.0'],
  ['3.0.0-alpha17', '<', '3.0.0-beta1'],
  ['3.0.0-beta2', '<', '3.0.0'],
  ['0.9.7-beta3', '<', '0.9.7'],
  ['1.0.2zc', '<', '1.0.2zc-dev'],
  ['1.0.2zc-dev', '<', '1.0.2zd'],
  ['OpenSSL 3.0.7', '=', '3.0.7'],
  ['3.0.7', '<', '3.0.13'],
];
