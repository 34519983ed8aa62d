import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepCsrf, keepOwner } from './credentials.ts';

let kept: Record<string, string>;
beforeEach(() => {
  kept = {};
  for (const name of ['sessionStorage', 'localStorage']) vi.stubGlobal(name, storage());
  vi.stubGlobal('location', { search: '' });
  signIn('kwartel');
});
afterEach(() => {
  keepCsrf(undefined);
  vi.unstubAllGlobals();
});

test('what is typed is found by whoever typed it, and by nobody else who signs in on the tab', async () => {
  const { openTyped } = await import('./typed.ts');
  const opened = openTyped('typed', 'close-1');
  opened.keep({ nl: 'Opgelost.' });
  expect(openTyped('typed', 'close-1').found).toEqual({ nl: 'Opgelost.' });
  signIn('rietmark');
  expect(openTyped('typed', 'close-1').found).toEqual({});
});

test('a form that is still open when somebody else signs in keeps what is typed in it for whoever opened it', async () => {
  const { openTyped } = await import('./typed.ts');
  const opened = openTyped('draft', '1');
  signIn('rietmark');
  opened.keep({ form: 'onder embargo' });
  expect(openTyped('draft', '1').found).toEqual({});
  signIn('kwartel');
  expect(openTyped('draft', '1').found).toEqual({ form: 'onder embargo' });
  opened.forget();
  expect(kept).toEqual({});
});

test('whoever signs out leaves nothing of it, of a report neither', async () => {
  const { forgetTyped, openTyped } = await import('./typed.ts');
  for (const kind of ['typed', 'draft', 'report'] as const) openTyped(kind, '1').keep({ text: 'TLP:AMBER' });
  sessionStorage.setItem('forewarn.language', 'nl');
  forgetTyped();
  expect(kept).toEqual({ 'forewarn.language': 'nl' });
});

test('what is there and can not be read is nothing; a browser that keeps nothing stops no typing', async () => {
  const { openTyped } = await import('./typed.ts');
  for (const broken of ['{', '7', 'null']) {
    kept['forewarn.typed.kwartel.1'] = broken;
    expect(openTyped('typed', '1').found).toEqual({});
  }
  vi.stubGlobal('sessionStorage', { ...storage(), setItem: () => expect.fail('full') });
  expect(() => openTyped('typed', '1').keep({ a: 1 })).not.toThrow();
});

function signIn(who: string): void {
  keepCsrf(who);
  keepOwner(who, who);
}

/** As the browser's own: what it keeps are its properties. */
function storage() {
  const found: Record<string, unknown> = new Proxy(kept, {
    get: (all, name) =>
      ({
        getItem: (place: string) => all[place] ?? null,
        setItem: (place: string, value: string) => void (all[place] = value),
        removeItem: (place: string) => void delete all[place],
      })[String(name)],
  });
  return found;
}
