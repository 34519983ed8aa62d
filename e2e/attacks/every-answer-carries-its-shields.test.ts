import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attack } from './attack.ts';
import { attackPlace, type Answer, type AttackPlace } from './attack-place.ts';
import { requestOf } from './request-of-route.ts';
import { digestOfTables } from './whole-database.ts';

let place: AttackPlace;
beforeAll(async () => {
  place = await attackPlace();
});
afterAll(() => place?.stop());

const ASKS_OUTSIDE = ['/api/sources', '/api/source-checks'];
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What a browser is told on every answer, errors included. */
function missingShields({ headers }: Answer): readonly string[] {
  const wanted: Readonly<Record<string, RegExp>> = {
    'content-security-policy':
      /^(?=.*default-src 'none')(?=.*frame-ancestors 'none')(?=.*base-uri 'none')(?=.*form-action 'self')(?!.*unsafe)/,
    'x-content-type-options': /^nosniff$/,
    'x-frame-options': /^DENY$/,
    'referrer-policy': /^no-referrer$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
  };
  const unwanted = ['x-powered-by', 'server', 'access-control-allow-origin', 'access-control-allow-credentials'];
  return [
    ...Object.entries(wanted).flatMap(([name, value]) => (value.test(String(headers[name])) ? [] : [name])),
    ...unwanted.filter((name) => headers[name] !== undefined),
  ];
}

attack('what is behind a token is kept by no cache', async ({ held }) => {
  for (const route of place.routes.filter(({ method, access }) => method === 'GET' && access !== 'anyone')) {
    const answer = await place.ask({ ...requestOf(route, { ids: place.ids, withoutQuery: true }), token: place.tokens.administrator });
    held(
      `${route.path}: cache-control is ${String(answer.headers['cache-control'])}`,
      String(answer.headers['cache-control']).includes('no-store'),
    );
  }
});

attack('over TLS there is HSTS and a cookie of this host alone; without TLS neither is pretended', async ({ held }) => {
  const secure = await attackPlace({}, 'https://forewarn.example');
  try {
    const signIn = { method: 'POST', url: '/api/sessions/token', body: { token: secure.tokens.administrator } };
    const cookie = String((await secure.ask(signIn)).headers['set-cookie']);
    held(
      `cookie over TLS: ${cookie}`,
      /^__Host-forewarn_token=[^;]+; (?=.*Path=\/)(?=.*Max-Age=\d+)(?=.*HttpOnly)(?=.*SameSite=\w+)(?=.*Secure)(?!.*Domain)/.test(cookie),
    );
    for (const url of ['/api/health', '/sign-in', '/nergens'])
      held(
        `HSTS of ${url}`,
        /^max-age=\d{8}/.test(String((await secure.ask({ method: 'GET', url })).headers['strict-transport-security'])),
      );
    const plain = `forewarn_token=${secure.tokens.administrator.slice('fwt_'.length)}`;
    const planted = await secure.ask({ method: 'GET', url: '/api/warnings', headers: { cookie: plain } });
    held('a cookie that another host of the domain can plant opens something', planted.status === 401);
    held('without TLS HSTS is sent', (await place.ask({ method: 'GET', url: '/' })).headers['strict-transport-security'] === undefined);
  } finally {
    await secure.stop();
  }
});

attack('a form that another site sends does nothing: answering, undoing', async ({ held }) => {
  const before = await digestOfTables(place.rows);
  const forms = [
    { url: place.victimLink, body: 'answer=fixed&answeredAs=vervalst&version=1' },
    { url: `${place.victimLink}/undo`, body: `acknowledgementId=${place.ids['acknowledgements/:acknowledgementId']}&answeredAs=vervalst` },
  ];
  const elsewhere: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://elders.example' },
    { origin: 'https://elders.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://127.0.0.1.elders.example' },
    { origin: 'http://127.0.0.1:8080@elders.example' },
    { origin: 'file://' },
  ];
  for (const form of forms)
    for (const headers of elsewhere) {
      const answer = await place.ask({ method: 'POST', ...form, headers: { ...FORM, ...headers } });
      held(
        `${form.url} from ${JSON.stringify(headers)}: ${answer.status}`,
        answer.status === 403 && answer.headers['set-cookie'] === undefined,
      );
    }
  expect(await digestOfTables(place.rows)).toEqual(before);
});

attack('reading a page or opening a link changes nothing, in no way of asking', async ({ held }) => {
  const before = await stateOf();
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    for (const query of ['', '?answer=fixed&answeredAs=x&version=1', '?_method=POST', '?done=answered', '?acknowledgementId=x'])
      for (const url of [place.victimLink, `${place.victimLink}/undo`, '/', '/sign-in'])
        held(
          `${method} ${url}${query}`,
          (await place.ask({ method, url: url + query, headers: { 'x-http-method-override': 'POST' } })).status < 500,
        );
  expect(await stateOf()).toEqual(before);
});

attack('an answer through a link that is played again is one answer', async ({ saw }) => {
  const form = {
    method: 'POST',
    url: place.victimLink,
    headers: FORM,
    body: 'answer=forwarded&forwardedTo=Kwartel&answeredAs=Ruud&version=1',
  };
  await place.ask(form);
  const after = await digestOfTables(place.rows);
  for (let time = 0; time < 8; time += 1) saw(`played again, ${time}`, (await place.ask(form)).status, 303);
  expect(await digestOfTables(place.rows)).toEqual(after);
});

attack('who guesses tokens is told to wait, and nobody else is', async ({ held }) => {
  const guesses = await Promise.all(
    Array.from({ length: 90 }, (_, at) =>
      place.ask({ method: 'GET', url: '/api/warnings', from: '192.0.2.66', token: `fwt_${String(at).padStart(43, 'A')}` }),
    ),
  );
  for (const { status, headers } of guesses)
    held(`guess: ${status}`, status === 401 || (status === 429 && Number(headers['retry-after']) > 0));
  held(
    'a guesser is never told to wait',
    guesses.some(({ status }) => status === 429),
  );
  const sameAddress = await place.ask({ method: 'GET', url: '/api/warnings', from: '192.0.2.66', token: place.victim.token });
  held(`a member behind the same address: ${sameAddress.status}`, sameAddress.status === 200);
  const spoofed = await place.ask({
    method: 'GET',
    url: '/api/warnings',
    headers: { 'x-forwarded-for': '198.51.100.1, 192.0.2.66' },
    token: `fwt_${'B'.repeat(43)}`,
  });
  held(`an address that the guesser puts in front: ${spoofed.status}`, spoofed.status === 429);
});

attack('who guesses at the sign-in page is told to wait; the right token still comes in', async ({ held }) => {
  const signIn = (token: string) => place.ask({ method: 'POST', url: '/api/sessions/token', from: '192.0.2.77', body: { token } });
  const guesses = [];
  for (let at = 0; at < 15; at += 1) guesses.push(await signIn(`fwt_${String(at).padStart(43, 'C')}`));
  for (const { status, headers } of guesses)
    held(
      `guess: ${status}`,
      (status === 401 || (status === 429 && Number(headers['retry-after']) > 0)) && headers['set-cookie'] === undefined,
    );
  held('a guesser is never told to wait', guesses.at(-1)?.status === 429);
  const right = await signIn(place.tokens.analyst);
  held(`the right token after it: ${right.status}`, right.status === 200 && right.headers['set-cookie'] !== undefined);
});

attack(
  'a flood without a token is stopped by address, also on addresses that are nothing, and stops nobody with a token',
  async ({ held }) => {
    const from = '192.0.2.88';
    const flood = [];
    for (let round = 0; round < 14; round += 1)
      flood.push(...(await Promise.all(Array.from({ length: 100 }, () => place.ask({ method: 'GET', url: '/api/nergens', from })))));
    const stopped = flood.filter(({ status }) => status === 429);
    held(`${stopped.length} of 1400 were stopped`, stopped.length > 0);
    held(
      'without Retry-After',
      stopped.every(({ headers, text }) => Number(headers['retry-after']) > 0 && JSON.parse(text).code === 'too-many'),
    );
    const member = await place.ask({ method: 'GET', url: '/api/institutions', from, token: place.victim.token });
    held(`a member behind the same address: ${member.status}`, member.status === 200);
  },
);

test('security.txt tells how to report a flaw, and does not end within a month (RFC 9116)', async () => {
  const { status, text, headers } = await place.ask({ method: 'GET', url: '/.well-known/security.txt' });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(text).toMatch(/^Contact: mailto:\S+\r\n/m);
  const expires = /^Expires: (\S+)\r$/m.exec(text)?.[1] ?? '';
  const days = (Date.parse(expires) - Date.parse(place.machine.clock.now())) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
});

test('a client that sends slowly is let go by itself', () => {
  expect(place.app.server.headersTimeout).toBeGreaterThan(0);
  expect(place.app.server.headersTimeout).toBeLessThanOrEqual(60_000);
  expect(place.app.server.requestTimeout).toBeGreaterThan(0);
  expect(place.app.server.timeout).toBeGreaterThan(0);
  expect(place.app.server.maxConnections).toBeGreaterThan(0);
});

attack('three hundred half requests keep nobody else waiting', async ({ held }) => {
  const sockets = Array.from({ length: 300 }, (_, at) => {
    const socket = connect(place.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      at % 2 === 0
        ? 'GET /api/health HTTP/1.1\r\nHost: x\r\nX-A: '
        : 'POST /api/sessions/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    return socket;
  });
  try {
    for (let at = 0; at < 10; at += 1) held('somebody else waits', (await fetch(`${place.url}/api/health`)).status === 200);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
});

attack('requests that are no HTTP, or two at once, are refused before they reach a route', async ({ held }) => {
  const before = await digestOfTables(place.rows);
  const host = 'Host: 127.0.0.1\r\n';
  const token = `Authorization: Bearer ${place.tokens.administrator}\r\n`;
  const raw: readonly string[] = [
    'nonsense\r\n\r\n',
    '\u0000\u0001\u0002\r\n\r\n',
    `GET /api/health HTTP/9.9\r\n${host}\r\n`,
    `GET /api/health HTTP/1.1\r\n${host}Bad Header\r\n\r\n`,
    `GET /api/health HTTP/1.1\r\n${host}X: a\u0000b\r\n\r\n`,
    `GET /api/health HTTP/1.1\r\n${host} folded: x\r\n\r\n`,
    `GET /api/health HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`,
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
    // Smuggling: two lengths, a length and chunks, chunks that lie, a length that is none.
    `POST /api/matters HTTP/1.1\r\n${host}${token}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`,
    `POST /api/matters HTTP/1.1\r\n${host}${token}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST /api/matters HTTP/1.1\r\n${host}${token}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    `POST /api/matters HTTP/1.1\r\n${host}${token}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    `POST /api/matters HTTP/1.1\r\n${host}${token}Content-Length: -1\r\n\r\n`,
    `POST /api/matters HTTP/1.1\r\n${host}${token}Content-Length: 99999999999999999999\r\n\r\n`,
    `POST /api/matters HTTP/1.1\r\n${host}${token}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n`,
  ];
  for (const request of raw) {
    const said = await sayRaw(place.port, request);
    held(`${JSON.stringify(request).slice(0, 90)}: ${said.slice(0, 40)}`, said === '' || /^HTTP\/1\.1 4\d\d /.test(said));
  }
  for (const value of ['x\r\nset-cookie: a=b', 'x%0d%0aset-cookie:%20a=b', 'x\u2028y']) {
    const answer = await place.ask({ method: 'GET', url: `${place.victimLink}?done=${encodeURIComponent(value)}` });
    held(`done=${JSON.stringify(value)} sets a header`, answer.headers['set-cookie'] === undefined);
  }
  expect(await digestOfTables(place.rows)).toEqual(before);
});

attack('every answer of every route, also of none and of one that fails, tells a browser what it may not do', async ({ saw, held }) => {
  // Last of this file: as the administrator it does whatever can be done. What asks the world outside is asked by nobody known.
  for (const route of place.routes)
    for (const token of ASKS_OUTSIDE.includes(route.path) ? [undefined] : [undefined, place.tokens.administrator]) {
      const answer = await place.ask({
        ...requestOf(route, { ids: place.ids, withoutQuery: true }),
        token,
        headers: { origin: 'https://elders.example' },
      });
      saw(`${route.method} ${route.path}`, missingShields(answer), []);
      const isPage = String(answer.headers['content-type']).startsWith('text/html');
      held(
        `${route.method} ${route.path} has a script or a style in its text`,
        !isPage ||
          !/<script(?! type="module" crossorigin src="\/assets\/[\w-]+\.js"><\/script>)|<style|\sstyle=|\son\w+=|javascript:/i.test(
            answer.text,
          ),
      );
    }
  for (const url of [
    '/nergens',
    '/api/nergens',
    '/api/institutions/%',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/style.css/../api/sources',
    '//api/sources',
    '/api//sources',
  ])
    saw(url, missingShields(await place.ask({ method: 'GET', url })), []);
});

/** Everything but the trail of who read what. */
async function stateOf(): Promise<object> {
  const { audit_log: _, audit_waiting: __, ...state } = await digestOfTables(place.rows);
  return state;
}

/** Says these bytes and gives back what was answered until the other side or two seconds ended it. */
async function sayRaw(port: number, request: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
    const end = () => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(2_000, end);
    socket.on('data', (part) => {
      said += part.toString('latin1');
      if (said.includes('\r\n\r\n')) end();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}
