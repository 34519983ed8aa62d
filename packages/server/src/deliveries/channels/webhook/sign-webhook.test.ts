import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signWebhook } from './sign-webhook.ts';

const page = await readFile(join(import.meta.dirname, '../../../../../../docs/members/webhook.md'), 'utf8');
const SECRET = 'a secret of the member';
const BODY = '{"type":"message"}';
const AT = 1_795_424_400;

test("the example on the members' page is what we send", () => {
  const header = signWebhook(BODY, SECRET, AT);
  expect(header).toMatch(/^t=1795424400,v1=[0-9a-f]{64}$/);
  expect(page).toContain(header.split(',')[1]);
});

test("the members' page shows code that takes what is ours and nothing else", async () => {
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { isFromForewarn } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isFromForewarn: (header: string, body: Buffer, secret: string, nowSeconds: number) => boolean;
  };
  const check = (header: string, body = BODY, secret = SECRET, now = AT + 10) => isFromForewarn(header, Buffer.from(body), secret, now);
  const header = signWebhook(BODY, SECRET, AT);
  expect(check(header)).toBe(true);
  expect(check(header, '{"type":"massage"}')).toBe(false);
  expect(check(header, BODY, 'another')).toBe(false);
  expect(check(header, BODY, SECRET, AT + 301)).toBe(false);
  expect(check(header.replace('t=1795424400', 't=1795424401'))).toBe(false);
  for (const nonsense of ['', 't=', 'v1=00', 't=1795424400,v1=zz']) expect(check(nonsense)).toBe(false);
});
