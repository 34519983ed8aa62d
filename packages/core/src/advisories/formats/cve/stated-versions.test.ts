import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStatedVersions } from './stated-versions.ts';

const read = (...versions: readonly object[]) => readStatedVersions({ value: { versions }, at: '' });
const toText = (...versions: readonly object[]) =>
  read(...versions).versions.map((one) => {
    switch (one.kind) {
      case 'between': {
        const from = one.from === undefined ? '' : `${one.from.inclusive ? '>=' : '>'}${one.from.version}`;
        const to = one.to === undefined ? '' : `${one.to.inclusive ? '<=' : '<'}${one.to.version}`;
        return `${one.status} ${from} ${to}`.replace(/ +/g, ' ').trim();
      }
      case 'exact':
      case 'words':
        return `${one.status} ${one.kind} ${one.text}`;
      default:
        return `${one.status} ${one.kind}`;
    }
  });
const affected = (more: object) => ({ status: 'affected', ...more });

test.each<[object, readonly string[]]>([
  [affected({ version: '4.0', lessThan: '4.1.2', versionType: 'semver' }), ['affected >=4.0 <4.1.2']],
  [affected({ version: '0', lessThanOrEqual: '23.9.7', versionType: 'custom' }), ['affected <=23.9.7']],
  [affected({ version: 'unspecified', lessThan: '5.5' }), ['affected <5.5']],
  [affected({ version: '2.0', lessThan: '*' }), ['affected >=2.0']],
  [affected({ version: '0', lessThan: '*' }), ['affected every']],
  [affected({ version: '*' }), ['affected every']],
  [affected({ version: 'All versions' }), ['affected every']],
  [affected({ version: 'n/a' }), ['affected unclear']],
  [affected({ version: '10.0.0', lessThan: 'publication' }), ['affected unclear']],
  [affected({ version: '5.15.32', lessThanOrEqual: '5.15.*' }), ['affected >=5.15.32 <=5.15.x']],
  [affected({ version: '8.1.*', lessThan: '8.1.29' }), ['affected >=8.1 <8.1.29']],
  [affected({ version: '0', lessThan: '<=9.3.0' }), ['affected <=9.3.0']],
  [affected({ version: '13.1-48.47' }), ['affected exact 13.1-48.47']],
  [affected({ version: '>= 1.0, < 1.4' }), ['affected words >= 1.0, < 1.4']],
  // An empty span is a slip: what begins at its own end means everything before it.
  [affected({ version: '111.0.5563.64', lessThan: '111.0.5563.64' }), ['affected <111.0.5563.64']],
  [affected({ version: '3.5.0', lessThan: '3.0.50727' }), ['affected <3.0.50727']],
  [affected({ version: '11.10', lessThanOrEqual: '11.10' }), ['affected >=11.10 <=11.10']],
  // Not spelt as the format has it: it is not known what was meant.
  [{ status: 'vulnerable', version: '1.0' }, ['unknown exact 1.0']],
])('%j', (entry, expected) => {
  expect(toText(entry)).toEqual(expected);
});

test('changes cut the span: affected, fixed in one branch, affected in the next', () => {
  const changes = [
    { at: '2.13.0', status: 'affected' },
    { at: '2.12.2', status: 'unaffected' },
    { at: '2.15.0', status: 'unaffected' },
  ];
  expect(toText(affected({ version: '2.0-beta9', lessThan: 'kern*', changes }))).toEqual([
    'affected >=2.0-beta9 <2.12.2',
    'unaffected >=2.12.2 <2.13.0',
    'affected >=2.13.0 <2.15.0',
    'unaffected >=2.15.0',
  ]);
});

test('a change at the end of the span only repeats it', () => {
  expect(toText(affected({ version: '10.2.0', lessThan: '10.2.9-h1', changes: [{ at: '10.2.9-h1', status: 'unaffected' }] }))).toEqual([
    'affected >=10.2.0 <10.2.9-h1',
  ]);
});

test('a change before the beginning of the span says nothing of the span', () => {
  const changes = [{ at: '1.14.10', status: 'unaffected' }];
  expect(toText(affected({ version: '1.15.5', lessThan: '1.16.0', changes }))).toEqual(['affected >=1.15.5 <1.16.0']);
});

test('commits of a repository are told apart from versions', () => {
  const commit = affected({ version: '1da177e4c3f4', lessThan: 'b7e4aa0c1d2e', versionType: 'git' });
  expect(read(commit)).toMatchObject({ versions: [], onlyCommits: true });
  expect(read(commit, affected({ version: '5.4', lessThan: '5.4.9' }))).toMatchObject({
    versions: [{ kind: 'between' }],
    onlyCommits: false,
  });
});

test('the type of versions says how they are ordered, where we know it', () => {
  const schemeOf = (versionType: string) => read(affected({ version: '1', versionType })).scheme;
  expect(['semver', 'python', 'rpm', 'custom', '8.0U2'].map(schemeOf)).toEqual(['semver', 'pypi', 'rpm', 'generic', 'generic']);
});

test('reading whatever stands in the place of versions does not throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => readStatedVersions({ value: { versions: value }, at: '' }) !== undefined));
});
