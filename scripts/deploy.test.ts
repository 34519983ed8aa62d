import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '@forewarn/server/config.ts';

const ROOT = join(import.meta.dirname, '..');
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const FILES = ['deploy/Containerfile', 'deploy/compose.yml', 'deploy/forewarn.service', 'deploy/forewarn.conf.example'];
/** Where the image and the unit expect Forewarn. */
const HOME = '/opt/forewarn';
const hasAnalyze = spawnSync('systemd-analyze', ['--version'], { stdio: 'ignore' }).status === 0;

/** Names that config.ts reads: one that is renamed there is none any more. */
const SETTINGS = new Set(
  [...textOf('packages/server/src/config.ts').matchAll(/'((?:FOREWARN|DATABASE)_[A-Z_]+)'/g)].map(([, name]) => name),
);

test.for(FILES)('%s names settings that there are', (path) => {
  const named = [...textOf(path).matchAll(/\b(?:FOREWARN_[A-Z_]+|DATABASE_URL)\b/g)].map(([name]) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !SETTINGS.has(name))).toEqual([]);
});

/** `NAME=value` lines, as systemd and compose read them. */
function pairsOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

test('the example of settings is one that Forewarn takes', () => {
  const config = readConfig(pairsOf(textOf('deploy/forewarn.conf.example')));
  expect(config).toMatchObject({ database: { kind: 'url' }, cert: { domain: 'zorgcert.example' }, dkimSelectors: ['mail'] });
});

type Service = {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly env_file?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly stop_grace_period?: string;
};
type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};

test('compose: a web server and workers on one PostgreSQL, with settings that Forewarn takes', () => {
  const { services, volumes } = parse(textOf('deploy/compose.yml'), { merge: true }) as Compose;
  const image = imageOf(textOf('deploy/Containerfile'));
  const shared = pairsOf(textOf('deploy/forewarn.conf.example'));
  for (const [name, role] of [
    ['web', 'web'],
    ['worker', 'worker'],
  ] as const) {
    const service = services[name];
    expect(existsSync(join(ROOT, 'deploy', service?.build?.context ?? '', service?.build?.dockerfile ?? ''))).toBe(true);
    expect(service?.env_file).toBe('forewarn.conf');
    const config = readConfig({ ...image.environment, ...shared, ...service?.environment });
    expect(config.role).toBe(role);
    expect(service?.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    // All need the same keys, where the image has its data directory.
    const [keys = '', place] = service?.volumes?.[0]?.split(':') ?? [];
    expect(Object.keys(volumes)).toContain(keys);
    expect(place).toBe(config.dataDirectory);
    expect(Number.parseInt(service?.stop_grace_period ?? '', 10)).toBeGreaterThan(10);
  }
  expect(services['web']?.ports).toEqual([`127.0.0.1:${image.port}:${image.port}`]);
  expect(readConfig({ ...image.environment }).port).toBe(image.port);
  expect(Number(/^postgres:(\d+)/.exec(services['database']?.image ?? '')?.[1])).toBeGreaterThanOrEqual(15);
});

/** Instructions of a Containerfile, each on one line. */
function instructionsOf(text: string): readonly { readonly word: string; readonly rest: string }[] {
  const lines = text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => ({ word: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
}

function imageOf(text: string) {
  const all = instructionsOf(text);
  const env = all.filter(({ word }) => word === 'ENV').flatMap(({ rest }) => rest.split(' '));
  return { all, environment: pairsOf(env.join('\n')), port: Number(all.find(({ word }) => word === 'EXPOSE')?.rest) };
}

test('the image has every package, a Node that will do, and a program to start', () => {
  const { all, environment } = imageOf(textOf('deploy/Containerfile'));
  const known = ['FROM', 'WORKDIR', 'RUN', 'COPY', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'STOPSIGNAL', 'CMD'];
  for (const { word } of all) expect(known).toContain(word);
  const of = (word: string) => all.filter((each) => each.word === word).map(({ rest }) => rest);
  expect(of('FROM')).toEqual([expect.stringMatching(/^node:24-/)]);
  for (const path of of('COPY').flatMap((rest) => rest.split(' ').slice(0, -1))) expect(existsSync(join(ROOT, path)), path).toBe(true);
  const copied = of('COPY').join(' ');
  for (const name of readdirSync(join(ROOT, 'packages'))) expect(copied).toContain(`packages/${name}/package.json`);
  const [program = '', ...args] = JSON.parse(of('CMD')[0] ?? '[]') as string[];
  expect(existsSync(join(ROOT, program))).toBe(true);
  expect(args).toEqual(['start']);
  expect(of('WORKDIR')).toEqual([HOME]);
  expect(of('RUN').some((line) => line.includes(`useradd`) && line.includes(of('USER')[0] ?? '-'))).toBe(true);
  expect(of('VOLUME')).toEqual([environment['FOREWARN_DATA']]);
  // Its watchdog asks where Forewarn listens for it.
  expect(of('HEALTHCHECK')[0]).toContain(`:${environment['FOREWARN_METRICS_PORT']}/live`);
  expect(textOf('packages/server/src/http/start-watch-port.ts')).toContain("app.get('/live'");
});

test('the unit starts what there is, and ends it before systemd would', () => {
  const unit = textOf('deploy/forewarn.service');
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? '';
  const [program = '', argument] = value('ExecStart').split(' ');
  expect(existsSync(join(ROOT, program.replace(`${HOME}/`, '')))).toBe(true);
  expect(argument).toBe('start');
  const config = readConfig(pairsOf(value('Environment')));
  expect(config.dataDirectory).toBe(`/var/lib/${value('StateDirectory')}`);
  expect(Number(value('TimeoutStopSec'))).toBeGreaterThan(10);
});

test.skipIf(!hasAnalyze)('systemd finds nothing wrong with the unit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fw-unit-'));
  try {
    const path = join(folder, 'forewarn.service');
    writeFileSync(path, textOf('deploy/forewarn.service').replaceAll(HOME, ROOT));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    const said = stderr.split('\n').filter((line) => line.includes('forewarn.service'));
    expect({ status, said }).toEqual({ status: 0, said: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
