import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import { buildMail } from '@forewarn/server/deliveries/channels/email/build-mail.ts';
import { exampleOutgoing } from '@forewarn/server/deliveries/channels/example-outgoing.test-support.ts';
import { attack } from './attack.ts';
import { attackPlace, VICTIM, type AttackPlace } from './attack-place.ts';

/** Stored cross-site scripting: every field that somebody fills in, on every page and in every mail that shows it. */

/** An attack that is stopped by the limit of requests would prove nothing. */
const MANY = { FOREWARN_REQUESTS_PER_MINUTE: '1000000' };
let place: AttackPlace;
beforeAll(async () => {
  place = await attackPlace(MANY);
});
afterAll(() => place?.stop());

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '" autofocus onfocus=alert(1) x="',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#x3c;script&#x3e;',
  '<!--<script>-->',
  '<a href="javascript:alert(1)">klik</a>',
  'javascript:alert(1)',
  '<style>*{display:none}</style>',
  '<meta http-equiv=refresh content=0;url=https://elders.example>',
  '<base href=https://elders.example>',
  '<form action=https://elders.example><input name=answer>',
  '{{constructor.constructor("alert(1)")()}}',
  '\u2028<script>\u2029',
  '<scr\u0131pt>',
];
/** What may stand in no page of ours: a tag or an attribute that a browser would act on, beyond those that the page itself is made of. */
const ACTS =
  /<(script|img|svg|style|base|iframe|object|embed|meta http-equiv=refresh content=0)|\son\w+\s*=\s*[^"\s]*alert|href="?javascript:|action=("?)https:\/\/elders/i;

/** The marks of urgency and TLP (warnings/marks.ts) are drawn so; nothing more may stand in the tag. */
const OUR_MARK = /^<svg viewBox="" (preserveAspectRatio="" )?aria-hidden="" focusable="">$/;

/** The tags of a page without what stands in quotes, where a payload is text. */
function acts(html: string): string | undefined {
  const tags = [...html.matchAll(/<[a-z!/][^>]*>/gi)].map(([tag]) => tag.replace(/="[^"]*"/g, '=""')).filter((tag) => !OUR_MARK.test(tag));
  return (
    tags.find((tag) => ACTS.test(tag) || /^<(script|style|base|iframe|svg|img)/i.test(tag)) ??
    (/href="\s*javascript:/i.exec(html)?.[0] || undefined)
  );
}

attack('hostile texts in names, warnings and answers are text on the answer page and on the pages of the CERT', async ({ held }) => {
  const { ask, rows, tokens, world } = place;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const payload of PAYLOADS) {
    await rows('update forewarn.institutions set name = $2 where id = $1', [place.victim.id, `${VICTIM} ${payload}`]);
    await rows('update forewarn.contacts set name = $2 where institution_id = $1', [place.victim.id, `Ruud ${payload}`]);
    await rows('update forewarn.inventory_items set product = $2, supplier = $2, version = $2 where institution_id = $1', [
      place.victim.id,
      payload,
    ]);
    const title = payload.slice(0, 80);
    const texts = {
      nl: { title, summary: payload, actions: [{ text: payload }], abuseCheck: payload, technical: payload, careImpact: payload },
    };
    const matter = { title: payload, source: payload, advisoryIds: [world.advisoryId] };
    const drafted = await ask({
      method: 'POST',
      url: '/api/warnings',
      token: tokens.administrator,
      body: { matter, urgency: 'act-now', tlp: 'GREEN', texts },
    });
    if (drafted.status !== 200) {
      held(`a warning of ${payload}: ${drafted.status}`, drafted.status < 500);
      continue;
    }
    const { id } = JSON.parse(drafted.text);
    await ask({
      method: 'POST',
      url: `/api/warnings/${id}/release`,
      token: tokens.administrator,
      body: { alone: { because: 'nobody else is on duty' } },
    });
    const [contact] = await rows(
      'select c.name from forewarn.answer_links l join forewarn.contacts c on c.id = l.contact_id where l.warning_id = $1 and l.institution_id = $2',
      [id, place.victim.id],
    );
    expect(contact, 'the victim was told').toBeDefined();
    const link = await world.linkOf(id, contact.name);
    const filled = { answer: 'forwarded', forwardedTo: payload, answeredAs: payload, remark: payload, why: payload, version: '1' };
    const pages = {
      'the answer page': await ask({ method: 'GET', url: link }),
      'a refused answer': await ask({
        method: 'POST',
        url: link,
        headers: form,
        body: new URLSearchParams({ ...filled, answer: 'x' }).toString(),
      }),
      'the answer itself': await ask({ method: 'POST', url: link, headers: form, body: new URLSearchParams(filled).toString() }),
      'the page after it': await ask({ method: 'GET', url: `${link}?done=answered` }),
      'what was done': await ask({ method: 'GET', url: `${link}?done=${encodeURIComponent(payload).slice(0, 20)}` }),
      'no page': await ask({ method: 'GET', url: `/${encodeURIComponent(payload)}` }),
    };
    for (const [page, { text, status }] of Object.entries(pages))
      held(`${payload} on ${page} (${status}): ${acts(text)}`, status < 500 && acts(text) === undefined);
    const messages = await rows('select message from forewarn.messages where key like $1', [`${id}/%`]);
    expect(messages.length).toBeGreaterThan(0);
    for (const { message } of messages as readonly { message: Message }[]) {
      const mail = buildMail(exampleOutgoing({ message, contactName: payload }), 'piket@rietmark.example', place.machine.config.cert);
      const html = String(mail.html);
      held(
        `${payload} in the HTML of a mail: ${acts(html.replace(/<style>[^<]*<\/style>/, ''))}`,
        acts(html.replace(/<style>[^<]*<\/style>/, '')) === undefined,
      );
      held(`${payload} breaks the subject of a mail`, !/[\r\n]/.test(String(mail.subject)));
    }
  }
});

test('the payloads do act where nothing escapes them: what is looked for is found', () => {
  expect(acts('<p><script>alert(1)</script></p>')).toBe('<script>');
  expect(acts('<p title="x" onfocus=alert(1) x="">')).toContain('onfocus');
  expect(acts('<p title="&quot; onfocus=alert(1)">&lt;script&gt;</p>')).toBeUndefined();
});
