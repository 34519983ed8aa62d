import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import { TLP_LABELS } from '../sharing/tlp.ts';
import { bundleKey, composeBundle, isBundleKey, type BundledItem } from './compose-bundle.ts';
import { mayGoOut, messageToEncrypt } from './may-go-out.ts';
import type { Message } from './message.ts';

const NOW = readInstant('2026-11-24T07:00:00Z') as Instant;
const contactId = idOf<'Contact'>('ciso');
const cert = { name: 'Z-CERT', phone: '030 123 45 67', domain: 'cert.example' };

const message = (reference: string, change: Partial<Message> = {}): Message => ({
  key: reference,
  thread: reference,
  label: 'GREEN',
  language: 'nl',
  subject: `[Bij onderhoud] Meridiaan EPD (${reference})`,
  opening: 'U krijgt dit omdat u Meridiaan EPD gebruikt.',
  blocks: [
    { kind: 'heading', text: 'In het kort' },
    { kind: 'paragraph', text: 'Er is een lek.' },
    { kind: 'heading', text: 'Doe dit bij onderhoud' },
    { kind: 'steps', items: ['Werk bij.'] },
    { kind: 'heading', text: 'Voor uw IT-dienstverlener' },
    { kind: 'paragraph', text: 'Lang en technisch.' },
  ],
  button: { text: 'Geef antwoord' },
  reference,
  closing: [],
  ...change,
});
const notice = (reference: string, label: 'AMBER' | 'AMBER+STRICT' | 'RED' = 'AMBER'): Message =>
  message(reference, {
    label,
    isNotice: true,
    subject: `[Bij onderhoud] (${reference})`,
    opening: 'Er is een bericht.',
    blocks: [],
    full: { subject: 'Geheim onderwerp', opening: 'Geheime reden', blocks: [{ kind: 'paragraph', text: 'Geheime tekst' }] },
  });
const item = (one: Message): BundledItem => ({ id: one.key, message: one, linkId: `link-${one.key}` });
const bundle = (...messages: readonly Message[]) =>
  composeBundle({ contactId, language: 'nl', day: '2026-11-24', items: messages.map(item), cert });

test('nothing that waits is no bundle', () => {
  expect(bundle()).toEqual({ bundles: [], alone: [] });
});

test('a bundle says of each message why, what it is, what to do, and has the way to answer it', () => {
  const { bundles } = bundle(message('FW-1'), message('FW-2'));
  expect(bundles).toHaveLength(1);
  expect(bundles[0]?.message).toMatchObject({
    key: 'bundle/ciso/2026-11-24/open',
    label: 'GREEN',
    subject: 'Dagbundel dinsdag 24 november: 2 berichten',
    isBundle: true,
  });
  expect(bundles[0]?.message.blocks.slice(0, 5)).toEqual([
    { kind: 'heading', text: '[Bij onderhoud] Meridiaan EPD (FW-1)' },
    { kind: 'paragraph', text: 'U krijgt dit omdat u Meridiaan EPD gebruikt.' },
    { kind: 'paragraph', text: 'Er is een lek.' },
    { kind: 'steps', items: ['Werk bij.'] },
    { kind: 'link', text: 'Geef antwoord', linkId: 'link-FW-1' },
  ]);
});

test('what is above GREEN is a notice apart, and its text goes along only to be encrypted', () => {
  const { bundles, alone } = bundle(
    message('FW-1', { label: 'CLEAR' }),
    notice('FW-2'),
    notice('FW-3', 'AMBER+STRICT'),
    notice('FW-4', 'RED'),
  );
  expect(alone).toEqual(['FW-4']);
  const [open, closed] = bundles.map((one) => one.message);
  expect([open?.label, closed?.label, closed?.isNotice]).toEqual(['CLEAR', 'AMBER+STRICT', true]);
  const { full: _, ...plain } = closed as Message;
  expect(JSON.stringify([open, plain])).not.toMatch(/Geheim/);
  expect(messageToEncrypt(closed as Message, 'security', NOW).blocks).toContainEqual({ kind: 'paragraph', text: 'Geheime tekst' });
  expect(messageToEncrypt(closed as Message, 'it-provider', NOW).isNotice).toBe(true);
});

test('an exercise stands beside nothing real', () => {
  expect(bundle(message('FW-1'), message('OEF-1', { drill: true })).alone).toEqual(['OEF-1']);
});

test('beyond what anybody reads messages are named, each with its link', () => {
  const { bundles } = bundle(...Array.from({ length: 40 }, (_, place) => message(`FW-${place}`)));
  const blocks = bundles[0]?.message.blocks ?? [];
  expect(blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(40);
  expect(blocks.filter(({ kind }) => kind === 'link')).toHaveLength(40);
  expect(blocks.filter(({ kind }) => kind === 'steps')).toHaveLength(30);
});

test('the key is of contact and day', () => {
  expect(bundleKey(contactId, '2026-11-24', 'closed')).toBe('bundle/ciso/2026-11-24/closed');
  expect([isBundleKey('bundle/x'), isBundleKey('0190/1/x/nl')]).toEqual([true, false]);
});

test('every message that waited is in one bundle or goes alone, and what a bundle says may go by mail', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...TLP_LABELS), fc.boolean()), { maxLength: 12 }), (many) => {
      const messages = many.map(([label, told], place) => {
        const isOpen = label === 'CLEAR' || label === 'GREEN';
        return isOpen ? message(`FW-${place}`, { label }) : { ...notice(`FW-${place}`), label, ...(told ? {} : { full: undefined }) };
      });
      const { bundles, alone } = bundle(...messages);
      expect([...bundles.flatMap(({ itemIds }) => itemIds), ...alone].toSorted()).toEqual(messages.map(({ key }) => key).toSorted());
      for (const { message: one } of bundles) expect(mayGoOut(one, 'email', NOW)).toEqual({ kind: 'yes' });
    }),
  );
});
