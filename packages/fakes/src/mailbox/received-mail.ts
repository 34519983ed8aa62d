import PostalMime from 'postal-mime';

/** A mail as it came, and as a reader's program takes it apart. */
export type ReceivedMail = {
  /** 1 for the first that came. */
  readonly number: number;
  /** Milliseconds since 1970 at which the server said yes; with fractions, so that thousands a second have an order. */
  readonly acceptedAtMs: number;
  /** The envelope (RFC 5321): bounces go to `mailFrom`; `rcptTo` is whose mailbox this is. */
  readonly mailFrom: string;
  readonly rcptTo: string;
  readonly throughTls: boolean;
  readonly raw: Buffer;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly messageId: string;
  readonly inReplyTo: string | undefined;
  readonly references: string | undefined;
  readonly subject: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly date: string | undefined;
  readonly text: string;
  readonly html: string;
};

export type Arrival = Pick<ReceivedMail, 'number' | 'acceptedAtMs' | 'mailFrom' | 'rcptTo' | 'throughTls' | 'raw'>;

export async function readMail(arrival: Arrival): Promise<ReceivedMail> {
  const parsed = await PostalMime.parse(arrival.raw);
  return {
    ...arrival,
    headers: parsed.headers.map(({ key, originalKey, value }) => ({ key: originalKey ?? key, value })),
    messageId: parsed.messageId ?? '',
    inReplyTo: parsed.inReplyTo,
    references: parsed.references,
    subject: parsed.subject ?? '',
    from: { name: parsed.from?.name ?? '', address: parsed.from?.address ?? '' },
    to: (parsed.to ?? []).map((one) => ({ name: one.name, address: one.address ?? '' })),
    date: parsed.date,
    text: parsed.text ?? '',
    html: parsed.html ?? '',
  };
}
