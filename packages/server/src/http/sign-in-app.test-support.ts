import type { FastifyInstance } from 'fastify';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import { newId } from '../database/new-id.ts';
import { makeAccount } from '../sessions/make-account.ts';
import { testMachine, type TestMachine } from '../test-machine.ts';
import { buildApp } from './build-app.ts';
import { registerSessionRoutes } from './session-routes.ts';

/** Bodies and rows are looked into freely by the tests, as theirs are. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

export type Answered = {
  readonly status: number;
  readonly body: Loose;
  readonly setCookies: readonly string[];
  readonly location: string;
  readonly refresh: string;
};

/** A browser: keeps its cookies, says the word that acts need, comes from our own pages. */
export type Browser = {
  readonly ask: (method: string, url: string, body?: object, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
  readonly cookies: Map<string, string>;
};

export type SignInApp = {
  readonly machine: TestMachine;
  readonly app: FastifyInstance;
  readonly browser: (from?: string) => Browser;
  readonly account: (
    name: string,
    kind?: 'cert' | 'institution',
  ) => Promise<{ readonly id: string; readonly code: string; readonly email: string }>;
  readonly rows: (text: string, values?: readonly unknown[]) => Promise<Loose[]>;
  readonly institutionId: string;
  readonly close: () => Promise<void>;
};

export async function signInApp(environment: Readonly<Record<string, string>> = {}, ofInstitution?: string): Promise<SignInApp> {
  const machine = { ...(await testMachine(environment)), publicUrl: 'http://localhost:8080' };
  const app = await buildApp(machine);
  registerSessionRoutes(app, machine);
  const rows: SignInApp['rows'] = async (text, values = []) => (await machine.database.pool.query(text, [...values])).rows;
  const institutionId = ofInstitution ?? newId<'Institution'>(machine.clock.now());
  await rows(`insert into forewarn.institutions (id, name, sector, joined_at) values ($1, 'GGZ Rietmark', 'ggz', now())`, [institutionId]);
  return {
    machine,
    app,
    rows,
    institutionId,
    browser: (from = '198.51.100.7') => browserOf(app, from),
    account: async (name, kind = 'institution') => {
      const email = `${name}@rietmark.example`;
      const roles = kind === 'cert' ? ['analyst'] : ['ciso'];
      const owner = kind === 'cert' ? {} : { institutionId: idOf<'Institution'>(institutionId) };
      const made = await makeAccount(machine, { kind: 'system', name: 'test' }, { kind, name, email, roles, ...owner });
      if (isRefusal(made)) throw new Error(made.message);
      return { id: made.id, code: made.code, email };
    },
    close: async () => {
      await app.close();
      await machine.close();
    },
  };
}

function browserOf(app: FastifyInstance, from: string): Browser {
  const cookies = new Map<string, string>();
  const word = { csrf: '' };
  const ask: Browser['ask'] = async (method, url, body, headers = {}) => {
    const response = await app.inject({
      method: method as 'GET',
      url,
      headers: {
        'x-forwarded-for': from,
        'user-agent': 'Testbrowser 1',
        'sec-fetch-site': 'same-origin',
        ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(word.csrf === '' ? {} : { 'x-forewarn-csrf': word.csrf }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const setCookies = [response.headers['set-cookie'] ?? []].flat();
    for (const cookie of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    if (setCookies.some((cookie) => cookie.includes('forewarn_session='))) {
      word.csrf = '';
      const shown = await ask('GET', '/api/session');
      word.csrf = shown.status === 200 ? shown.body.csrf : '';
    }
    const isJson = /json/.test(String(response.headers['content-type']));
    const header = (name: string) => String(response.headers[name] ?? '');
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      setCookies,
      location: header('location'),
      refresh: header('refresh'),
    };
  };
  return { ask, cookies };
}
