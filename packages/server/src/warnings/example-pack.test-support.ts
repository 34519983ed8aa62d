import type { ProofPack } from './prove-telling.ts';

const HASH = 'a1b2c3d4'.repeat(8);
const AT = '2026-11-23T09:01:00.000000Z';
const ID = '01930000-0000-7000-8000-000000000001';

/** A pack as proveTelling makes them, told in two versions; every text that somebody else chooses is `typed` where it is given. */
export function examplePack(typed?: string): ProofPack {
  const text = (usual: string) => typed ?? usual;
  const message = {
    key: `${ID}/1/${ID}/nl`,
    thread: `${ID}/${ID}`,
    label: 'GREEN',
    language: 'nl',
    subject: text('[Nu handelen] FortiGate: lek wordt misbruikt (FW-2026-0031)'),
    opening: text('U krijgt dit omdat u FortiGate gebruikt.'),
    blocks: [
      { kind: 'heading', text: text('Doe nu') },
      { kind: 'steps', items: [text('Werk de firewall bij.'), text('Kijk of er misbruik is.')] },
      { kind: 'points', items: [text('FortiOS 7.4')] },
      { kind: 'paragraph', text: text('In het kort: er zit een lek in.') },
    ],
    button: { text: text('Geef antwoord') },
    reference: text('FW-2026-0031, versie 1'),
    closing: [text('Bel ons: 000 000 00 00')],
  };
  const pack = {
    format: 'forewarn-proof/1',
    madeAt: '2026-11-25T12:00:00.000Z',
    cert: text('Voorbeeld-CERT'),
    warning: { id: ID, reference: 'FW-2026-0031', state: 'open', endedAt: undefined },
    institution: { id: ID, name: text('Zorggroep Lindemark') },
    told: [1, 2].map((version) => ({
      version,
      kind: version === 1 ? 'initial' : 'correction',
      releasedAt: '2026-11-23T09:00:00.000Z',
      urgency: 'act-now',
      tlp: 'GREEN',
      decision: 'warn',
      because: undefined,
      certainty: 'certain',
      label: 'AMBER+STRICT',
      reasons: [
        {
          reason: 'product',
          certainty: 'certain',
          product: text('FortiGate'),
          supplier: text('Fortinet'),
          version: text('7.4.1'),
          inventory: 'i',
          item: 'k',
          remediations: [],
        },
      ],
    })),
    messages: [{ key: message.key, sha256: HASH, message }],
    deliveries: [message.key, `${message.key}/reminder-1`].map((messageKey) => ({
      id: ID,
      messageKey,
      contact: text('Piket Lindemark'),
      channel: 'email',
      address: text('piket@lindemark.example'),
      messageId: `<${ID}@cert.example>`,
      plannedAt: '2026-11-23T09:00:00.000Z',
      state: 'sent',
      acceptedAt: '2026-11-23T09:01:00.000Z',
      endedBecause: undefined,
      attempts: [{ attempt: 1, beganAt: AT, endedAt: AT, outcome: 'sent', reason: undefined, response: text('250 2.0.0 OK') }],
    })),
    read: [{ at: AT, action: 'warning-read', by: text('token of Lindemark'), origin: '192.0.2.1' }],
    answers: [
      {
        id: ID,
        version: 1,
        institutionId: ID,
        answer: 'working',
        answeredAs: text('Piket'),
        through: 'link',
        confirmed: false,
        answeredAt: AT,
        remark: text('Vanavond klaar.'),
        why: undefined,
        forwardedTo: text('Kwartel ICT'),
      },
    ],
    trail: {
      entries: ['warning-released', 'institution-told', 'reminder-sent'].map((action, index) => ({
        sequence: index + 1,
        hash: HASH,
        digest: HASH,
        at: AT,
        action,
      })),
      links: [],
      checkpoints: [
        {
          format: 'forewarn-audit/1',
          kind: 'checkpoint',
          sequence: 3,
          hash: HASH,
          at: AT,
          key: '0123456789abcdef',
          signature: 'c2lnbmF0dXJl'.repeat(8),
        },
      ],
      publicKey: '',
    },
  };
  return pack as unknown as ProofPack;
}
