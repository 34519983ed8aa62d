import type { Block, Message } from '@forewarn/core/deliveries/message.ts';
import { MAIL_WORDS } from './mail-words.ts';
import type { Outgoing } from '../channel.ts';
import { placeButton } from './place-button.ts';

/**
 * One column of at most 600 px, system fonts, no images, nothing loaded from anywhere. The first text of the body is the opening, which
 * is what lists of mails show beside the subject. Looks are inline (many programs drop style sheets); the one style sheet adds the dark
 * theme for programs that know it. Tables are for programs that draw with a word processor.
 */
export function renderHtml(message: Message, link: string | undefined, asides: Outgoing['asides'] = []): string {
  const { before, after } = placeButton(message.blocks);
  return `<!doctype html>
<html lang="${message.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(message.subject)}</title>
<style>${DARK}</style>
</head>
<body class="fw-page" style="margin:0;padding:0;background:${LIGHT.page};color:${LIGHT.text};-webkit-text-size-adjust:100%">
<table role="presentation" class="fw-page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${LIGHT.page}"><tr><td align="center" class="fw-gutter" style="padding:24px 12px">
<table role="presentation" class="fw-card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:${LIGHT.card};border:1px solid ${LIGHT.line};border-radius:6px"><tr><td class="fw-text fw-inside" style="padding:28px 32px 24px;font-family:${FONT};font-size:16px;line-height:1.5;color:${LIGHT.text};text-align:left;overflow-wrap:break-word;word-break:break-word">
<p class="fw-opening" style="margin:0 0 20px;padding:0 0 0 12px;border-left:3px solid ${LIGHT.accent};font-size:16px;font-weight:600">${lines(message.opening)}</p>
${before.map(htmlOf).join('\n')}
${message.button !== undefined && link !== undefined ? button(message, message.button.text, link) : ''}
${after.map(htmlOf).join('\n')}
<div class="fw-quiet fw-rule" style="margin:28px 0 0;padding:16px 0 0;border-top:1px solid ${LIGHT.line};font-size:14px;color:${LIGHT.quiet}"><p style="margin:0 0 8px"><strong>${escapeHtml(message.reference)}</strong></p>${message.closing.map((line) => `<p style="margin:0 0 8px">${lines(line)}</p>`).join('')}${asides.map((aside) => asideOf(message, aside)).join('')}</div>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

const FONT = `system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`;
const LIGHT = { page: '#f2f5f6', card: '#ffffff', line: '#d5dde1', text: '#17242b', quiet: '#4d5d66', accent: '#0b5f66' };
const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.fw-gutter{padding:0!important}.fw-card{border-left:0!important;border-right:0!important;border-radius:0!important}.fw-inside{padding:20px 18px!important}.fw-button{display:block!important;text-align:center!important}.fw-wide{width:100%!important}}
@media (prefers-color-scheme:dark){.fw-page{background:#0f171b!important}.fw-card{background:#182329!important;border-color:#33434b!important}.fw-text,.fw-heading{color:#e7eef1!important}.fw-quiet{color:#a9b8c0!important}.fw-rule{border-color:#33434b!important}.fw-opening{border-color:#58c4cb!important}.fw-button-cell{background:#58c4cb!important}.fw-button{color:#04262a!important}.fw-address{color:#7fd6dc!important}}`;

/** A question of one line, quiet: it is not what the mail is for. */
function asideOf(message: Message, { kind, address }: NonNullable<Outgoing['asides']>[number]): string {
  const words = escapeHtml(MAIL_WORDS[message.language].asides[kind]);
  return `<p style="margin:0 0 8px"><a class="fw-address" href="${escapeHtml(address)}" style="color:${LIGHT.accent}">${words}</a></p>`;
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${lines(block.text)}</p>`;
    case 'heading':
      return `<h2 class="fw-heading" style="margin:24px 0 8px;font-size:18px;line-height:1.3;color:${LIGHT.text}">${escapeHtml(block.text)}</h2>`;
    case 'steps':
      return list('ol', block.items);
    case 'points':
      return list('ul', block.items);
    case 'link':
      return `<p style="margin:0 0 16px"><a class="fw-address" href="${escapeHtml(block.address ?? '')}" style="color:${LIGHT.accent};font-weight:600">${escapeHtml(block.text)}</a></p>`;
  }
}

function list(tag: 'ol' | 'ul', items: readonly string[]): string {
  const rows = items.map((item) => `<li style="margin:0 0 8px;padding-left:4px">${lines(item)}</li>`).join('');
  return `<${tag} style="margin:0 0 16px;padding:0 0 0 26px">${rows}</${tag}>`;
}

function button(message: Message, text: string, link: string): string {
  const address = escapeHtml(link);
  return `<table role="presentation" class="fw-wide" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0 12px"><tr><td class="fw-button-cell" align="center" bgcolor="${LIGHT.accent}" style="border-radius:6px;background:${LIGHT.accent}"><a class="fw-button" href="${address}" style="display:inline-block;padding:13px 24px;min-height:18px;font-family:${FONT};font-size:16px;font-weight:600;line-height:1.25;color:#ffffff;text-decoration:none">${escapeHtml(text)}</a></td></tr></table>
<p class="fw-quiet" style="margin:0 0 20px;font-size:13px;color:${LIGHT.quiet}">${escapeHtml(MAIL_WORDS[message.language].buttonFails)}<br><span class="fw-address" style="color:${LIGHT.accent};word-break:break-all">${address}</span></p>`;
}

/** Line ends stay line ends. */
function lines(text: string): string {
  return escapeHtml(text).replace(/\r?\n/g, '<br>');
}

/** Everything in a message may come from a publisher or a member: none of it is markup. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
