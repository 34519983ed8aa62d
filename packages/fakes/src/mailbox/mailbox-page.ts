import { MAILBOX_STYLE } from './mailbox-style.ts';
import type { ReceivedMail } from './received-mail.ts';

export type View = {
  /** Part of an address, a name or a subject. */
  readonly search: string;
  readonly page: number;
  /** '' the mail as it looks, `tekst` its plain twin, `kop` its headers. */
  readonly show: string;
};

const MAILS_PER_PAGE = 100;

/** All mailboxes on one page, newest mail first, and one mail opened beside the list (below it on a phone: the list makes way). */
export function mailboxPage(mails: readonly ReceivedMail[], opened: ReceivedMail | undefined, view: View): string {
  return `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${opened === undefined ? 'Postvakken' : text(opened.subject)}</title><style>${MAILBOX_STYLE}</style>
<noscript><meta http-equiv="refresh" content="5"></noscript></head>
<body class="${opened === undefined ? 'listing' : 'reading'}">
<header><h1>Postvakken van de voorbeeldwereld</h1><p id="standing">${standing(mails)}</p></header>
<main><section class="list" aria-label="Mails">${listOf(mails, opened, view)}</section>
<section class="mail" aria-label="Mail">${opened === undefined ? nothingOpened(mails) : mailOf(opened, view)}</section></main>
<script>${LIVE}</script></body></html>`;
}

/** The mail's own HTML for its frame; links open in a new window, since the frame may go nowhere. */
export function mailDocument(mail: ReceivedMail): string {
  if (mail.html === '')
    return `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><pre style="white-space:pre-wrap">${text(mail.text)}</pre>`;
  return mail.html.replace(/<head>/i, '<head><base target="_blank">');
}

/** When more came: the sentence and the list are fetched again and put in place; what is being read stays. */
const LIVE = `const arrivals=new EventSource('/arrivals');let busy=false,again=false;
async function refresh(){if(busy){again=true;return}busy=true;try{const page=new DOMParser().parseFromString(await(await fetch(location.href)).text(),'text/html');
for(const part of['#standing','#mails']){const now=document.querySelector(part),next=page.querySelector(part);if(now&&next)now.replaceWith(next)}
if(!document.body.classList.contains('reading')){const now=document.querySelector('.mail'),next=page.querySelector('.mail');if(now&&next)now.replaceWith(next)}}finally{busy=false}if(again){again=false;refresh()}}
arrivals.addEventListener('mail',refresh);`;

function standing(mails: readonly ReceivedMail[]): string {
  const last = mails.at(-1);
  if (last === undefined) return 'Er is nog geen mail. Zodra een waarschuwing uitgaat, staat zij hier.';
  const boxes = new Set(mails.map((mail) => mail.rcptTo)).size;
  const amount = mails.length === 1 ? 'Er is 1 mail' : `Er zijn ${number(mails.length)} mails`;
  return `${amount}, in ${boxes === 1 ? '1 postvak' : `${number(boxes)} postvakken`}. De laatste kwam om <time>${clock(last, true).replaceAll(':', '.')} uur</time>.`;
}

function listOf(mails: readonly ReceivedMail[], opened: ReceivedMail | undefined, view: View): string {
  const wanted = view.search.trim().toLowerCase();
  const found = wanted === '' ? mails : mails.filter((mail) => searchable(mail).includes(wanted));
  const pages = Math.max(1, Math.ceil(found.length / MAILS_PER_PAGE));
  const page = Math.min(Math.max(1, view.page), pages);
  const end = found.length - (page - 1) * MAILS_PER_PAGE;
  const shown = found.slice(Math.max(0, end - MAILS_PER_PAGE), end).reverse();
  const rows = shown.map((mail) => rowOf(mail, mail === opened, view)).join('');
  const empty = `<p class="empty">${mails.length === 0 ? 'Hier komen de mails van alle instellingen.' : `Geen mail met “${text(view.search)}”. <a href="/">Toon alles</a>`}</p>`;
  return `<form action="/" role="search"><label for="zoek">Zoek op instelling, adres of onderwerp</label><input id="zoek" name="zoek" type="search" value="${text(view.search)}" autocomplete="off"></form>
<div id="mails">${rows === '' ? empty : `<ol>${rows}</ol>`}${pages === 1 ? '' : pager(page, pages, view)}</div>`;
}

function searchable(mail: ReceivedMail): string {
  return `${mail.rcptTo} ${mail.to.map((one) => one.name).join(' ')} ${mail.subject}`.toLowerCase();
}

function rowOf(mail: ReceivedMail, isOpened: boolean, view: View): string {
  const preview = mail.text.split('\n').find((line) => line.trim() !== '') ?? '';
  return `<li><a href="/mails/${mail.number}${queryOf(view)}"${isOpened ? ' aria-current="true"' : ''}><span class="to"><b>${text(mail.to[0]?.name || mail.rcptTo)}</b><time>${clock(mail, false)}</time></span>
<span class="address">${text(mail.rcptTo)}</span><span class="subject">${text(mail.subject)}</span><span class="preview">${text(preview.slice(0, 160))}</span></a></li>`;
}

function pager(page: number, pages: number, view: View): string {
  const to = (other: number, words: string) => `<a href="/${queryOf({ ...view, page: other })}">${words}</a>`;
  return `<nav aria-label="Bladeren">${page > 1 ? to(page - 1, 'Nieuwer') : '<span></span>'}<span>Blad ${page} van ${number(pages)}</span>${page < pages ? to(page + 1, 'Ouder') : '<span></span>'}</nav>`;
}

function queryOf(view: Pick<View, 'search' | 'page'>): string {
  const query = new URLSearchParams();
  if (view.search !== '') query.set('zoek', view.search);
  if (view.page > 1) query.set('pagina', String(view.page));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function nothingOpened(mails: readonly ReceivedMail[]): string {
  const words = mails.length === 0 ? 'Nog niets te lezen.' : 'Kies links een mail. U ziet hem zoals de ontvanger hem ziet.';
  return `<p class="empty">${words}</p>`;
}

function mailOf(mail: ReceivedMail, view: View): string {
  const base = `/mails/${mail.number}`;
  const tab = (show: string, words: string) => {
    const query = new URLSearchParams(queryOf(view));
    if (show !== '') query.set('toon', show);
    return `<a href="${base}${query.size === 0 ? '' : `?${query.toString()}`}"${view.show === show ? ' aria-current="page"' : ''}>${words}</a>`;
  };
  return `<div class="head"><a class="back" href="/${queryOf(view)}">Terug naar de lijst</a>
<h2>${subjectOf(mail)}</h2>
<p><b>${text(mail.from.name)}</b> <span class="address">${text(mail.from.address)}</span><br>aan <b>${text(mail.to[0]?.name ?? '')}</b> <span class="address">${text(mail.rcptTo)}</span>, <time>${clock(mail, true)}</time></p>
<nav aria-label="Weergave">${tab('', 'Opgemaakt')}${tab('tekst', 'Platte tekst')}${tab('kop', 'Kopregels')}<a href="${base}/source">Bron</a></nav></div>
${shownPart(mail, view)}`;
}

function shownPart(mail: ReceivedMail, view: View): string {
  if (view.show === 'tekst') return `<pre class="twin">${withLinks(mail.text)}</pre>`;
  if (view.show === 'kop') {
    const rows = mail.headers.map(({ key, value }) => `<tr><th scope="row">${text(key)}</th><td>${text(value)}</td></tr>`).join('');
    return `<div class="headers"><table>${rows}</table></div>`;
  }
  return `<iframe title="De mail zoals de ontvanger hem ziet" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/${mail.number}/document"></iframe>`;
}

/** A reference (FW-2026-0031) is not broken over two lines. */
function subjectOf(mail: ReceivedMail): string {
  return text(mail.subject).replace(/\b[A-Z]{2,8}-\d{4}-\d{4,}\b/g, '<span class="whole">$&</span>');
}

/** Addresses in plain text can be clicked, as mail programs make them. */
function withLinks(plain: string): string {
  return text(plain).replace(/https?:\/\/[^\s<>&]+/g, (address) => `<a href="${address}" target="_blank" rel="noreferrer">${address}</a>`);
}

function clock(mail: ReceivedMail, withSeconds: boolean): string {
  return new Date(mail.acceptedAtMs).toLocaleTimeString('nl-NL', {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
    timeZone: 'Europe/Amsterdam',
  });
}

function number(value: number): string {
  return value.toLocaleString('nl-NL');
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
