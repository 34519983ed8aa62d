import PostalMime from 'postal-mime';
import type { ReturnedMail } from '@forewarn/core/deliveries/read-returned-mail.ts';

const TEXT_CHARACTERS_MAX = 100_000;
const PART_BYTES_MAX = 65_536;
const PARTS_MAX = 20;
const HEADERS_MAX = 500;

/** A mail taken apart, with its own Message-ID. Bounded in every way. Throws where nothing can be made of it: who asked sets it aside. */
export async function takeApartMail(bytes: Uint8Array): Promise<ReturnedMail & { readonly messageId: string | undefined }> {
  const parsed = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 512 * 1024 });
  const from = parsed.from === undefined || parsed.from.address === undefined ? '' : parsed.from.address;
  return {
    messageId: parsed.messageId?.slice(0, 500),
    headers: parsed.headers.slice(0, HEADERS_MAX).map(({ key, value }) => ({ name: key, value: value.slice(0, 10_000) })),
    from: from.slice(0, 320),
    subject: (parsed.subject ?? '').slice(0, 1_000),
    text: (parsed.text ?? withoutTags(parsed.html ?? '')).slice(0, TEXT_CHARACTERS_MAX),
    parts: parsed.attachments
      .filter(({ mimeType }) => mimeType.startsWith('message/') || mimeType.startsWith('text/rfc822'))
      .slice(0, PARTS_MAX)
      .map(({ mimeType, content }) => ({ type: mimeType, text: textOf(content) })),
  };
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  if (typeof content === 'string') return content.slice(0, PART_BYTES_MAX);
  return Buffer.from(content instanceof Uint8Array ? content : new Uint8Array(content))
    .subarray(0, PART_BYTES_MAX)
    .toString('utf8');
}

/** Of a mail that has no text of its own: good enough to look for words in. */
function withoutTags(html: string): string {
  return html
    .slice(0, TEXT_CHARACTERS_MAX * 4)
    .replace(/<br\s*\/?>|<\/p>|<\/div>/gi, '\n')
    .replace(/<[^>]*>/g, '');
}
