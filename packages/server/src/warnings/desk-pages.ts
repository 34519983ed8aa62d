import { describeMoment } from '@forewarn/core/warnings/describe-moment.ts';
import type { ConcernedReason } from '@forewarn/core/matching/concerned.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { html, type Html } from '../http/html.ts';
import type { Page } from '../http/send-page.ts';
import type { ConcernedCounts, ConcernedLine } from './concerned-list.ts';
import { tlpMark, urgencyMark } from './marks.ts';
import type { ListedWarning, StoredVersion, StoredWarning } from './warning-store.ts';

/** The desk looks at them on a wall screen; each load is a few queries. */
const REFRESH_SECONDS = 10;
const PRODUCTS_MAX = 3;
const say = words('nl');

export type CountedWarning = { readonly warning: ListedWarning; readonly counts: ConcernedCounts | undefined };

/** Warnings, newest first, each with who has answered. In Dutch, as the desk works. */
export function warningsPage(certName: string, warnings: readonly CountedWarning[], now: Instant): Page {
  return desk(
    certName,
    certName,
    html`<h1>${warningsSentence(warnings)}</h1>
      ${
        warnings.length === 0
          ? html`<p>Maak de eerste met <code>POST /api/warnings</code>, of met een vaste regel: <code>POST /api/standing-rules</code>.</p>`
          : html`<div class="scroll">
              <table class="cards">
                <caption>
                  Nieuwste bovenaan. Bijgewerkt ${describeMoment(now, 'nl')}.
                </caption>
                <thead>
                  <tr>
                    <th scope="col">Waarschuwing</th>
                    <th scope="col">Kenmerk</th>
                    <th scope="col">Urgentie</th>
                    <th scope="col">Stand</th>
                    <th scope="col">Gereageerd</th>
                  </tr>
                </thead>
                <tbody>
                  ${warnings.map(warningRow)}
                </tbody>
              </table>
            </div>`
      }`,
  );
}

function warningsSentence(warnings: readonly CountedWarning[]): string {
  const open = warnings.filter(({ warning }) => warning.state === 'open');
  const drafts = warnings.filter(({ warning }) => warning.hasDraft).length;
  const waiting = drafts === 0 ? '' : drafts === 1 ? ' 1 concept wacht op u.' : ` ${drafts} concepten wachten op u.`;
  if (open.length === 0) return `Er lopen geen waarschuwingen.${waiting}`;
  const silent = open.reduce(
    (sum, { counts }) => sum + (counts === undefined ? 0 : counts.silent + counts.unreachable + counts.outdated),
    0,
  );
  const unheard =
    silent === 0
      ? 'Alle betrokken instellingen hebben gereageerd.'
      : silent === 1
        ? 'Van 1 instelling is nog geen antwoord.'
        : `Van ${silent} instellingen is nog geen antwoord.`;
  return `${open.length === 1 ? 'Er loopt 1 waarschuwing.' : `Er lopen ${open.length} waarschuwingen.`} ${unheard}${waiting}`;
}

function warningRow({ warning, counts }: CountedWarning): Html {
  return html`<tr>
    <td><a href="/warnings/${warning.id}">${textFor(warning.texts, 'nl').title}</a></td>
    <td class="nowrap">
      ${warning.reference}${warning.releasedVersion > 1 && html` <span class="soft">versie ${warning.releasedVersion}</span>`}
    </td>
    <td>${urgencyMark(warning.urgency, 'nl')}</td>
    <td class="nowrap">
      ${say(`state.${warning.state}`)}${warning.hasDraft && warning.releasedVersion > 0 && html`<br /><span class="soft">nieuw concept</span>`}
    </td>
    <td>${counts !== undefined && answeredBar(counts)}</td>
  </tr>`;
}

/** "1 van 41 heeft gereageerd", drawn and said. */
function answeredBar(counts: ConcernedCounts): Html {
  const { concerned, answered, unconfirmed } = counts;
  const help = counts.byAnswer['need-help'] ?? 0;
  const part = (number: number) => (concerned === 0 ? 0 : (number / concerned) * 100);
  const sure = answered - unconfirmed;
  return html`<span class="bar">
    <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="rest" width="100" height="4" />
      <rect class="unsure" width="${part(answered)}" height="4" />
      <rect class="done" width="${part(sure)}" height="4" />
    </svg>
    <span
      ><strong>${answered} van ${concerned}</strong> ${answered === 1 ? 'heeft' : 'hebben'}
      gereageerd${unconfirmed > 0 && html`, ${unconfirmed} niet bevestigd`}${
        help > 0 && html`<br /><strong class="act-now">${help} ${help === 1 ? 'vraagt' : 'vragen'} hulp</strong>`
      }${counts.unreachable > 0 && html`<br /><strong class="act-now">${counts.unreachable} niet bereikbaar</strong>`}</span
    >
  </span>`;
}

export type ConcernedPage = {
  readonly certName: string;
  readonly warning: StoredWarning;
  /** The version in force, else the draft. */
  readonly version: StoredVersion;
  readonly lines: readonly ConcernedLine[];
  readonly counts: ConcernedCounts;
  readonly now: Instant;
};

/** One warning: a row for each institution, the worst first; it reads without colour. */
export function concernedPage(page: ConcernedPage): Page {
  const { warning, version, lines, counts } = page;
  const title = textFor(version.texts, 'nl').title;
  const told = lines.filter((line) => line.decision.told || line.decision.kind === 'close');
  const silent = lines.filter((line) => !line.decision.told && line.decision.kind === 'stay-silent');
  return desk(
    page.certName,
    `${warning.reference} ${title}`,
    html`<p><a href="/">Alle waarschuwingen</a></p>
      <h1>${concernedSentence(page)}</h1>
      <p>
        <strong>${title}</strong> · ${warning.reference}, versie ${version.version} · ${urgencyMark(version.urgency, 'nl')} ·
        ${tlpMark(version.tlp)} · ${say(`state.${warning.state}`)}
      </p>
      ${warning.releasedVersion > 0 && tally(counts)} ${told.length > 0 && concernedTable(told, page.now)}
      ${
        silent.length > 0 &&
        html`<section>
          <h2>Niet gewaarschuwd: ${silent.length}</h2>
          <div class="scroll">
            <table class="cards">
              <thead>
                <tr>
                  <th scope="col">${say('concerned.institution')}</th>
                  <th scope="col">Waarom niet</th>
                  <th scope="col">${say('concerned.reason')}</th>
                  <th scope="col">${say('concerned.certainty')}</th>
                </tr>
              </thead>
              <tbody>
                ${silent.map(
                  ({ institution, decision }) =>
                    html`<tr>
                      <td>${institution.name}</td>
                      <td>${decision.kind === 'stay-silent' && say(`silence.${decision.because}`)}</td>
                      <td>${reasonsOf(decision.reasons)}</td>
                      <td>${say(`certainty.${decision.certainty}`)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>
        </section>`
      }`,
  );
}

function concernedSentence({ warning, counts }: ConcernedPage): string {
  if (warning.releasedVersion === 0) return 'Dit is een concept. Er is nog niemand gewaarschuwd.';
  if (counts.concerned === 0) return say('concerned.none');
  const sentence = `${say('concerned.sentence', { count: counts.concerned })} ${say('concerned.sentence-answered', { count: counts.answered })}`;
  const silent = counts.silent + counts.unreachable + counts.outdated;
  if (silent === 0 && counts.concerned === counts.answered && warning.state === 'open') return `${sentence} Iedereen heeft gereageerd.`;
  return sentence;
}

function tally(counts: ConcernedCounts): Html {
  const items: readonly (readonly [number, string])[] = [
    [counts.concerned, 'betrokken'],
    [counts.told, 'bericht aangekomen'],
    [counts.answered, 'gereageerd'],
    [counts.unconfirmed, 'niet bevestigd'],
    [counts.outdated, 'antwoord verouderd'],
    [counts.silent, 'nog geen antwoord'],
    [counts.unreachable, 'niet bereikbaar'],
    [counts.byAnswer['need-help'] ?? 0, 'vraagt hulp'],
    [counts.closed, 'afgemeld'],
  ];
  return html`<div class="standing">
    ${answeredBar(counts)}
    <ul class="tally">
      ${items.filter(([count], place) => count > 0 || place < 3).map(([count, word]) => html`<li><strong>${count}</strong>${word}</li>`)}
    </ul>
  </div>`;
}

function concernedTable(lines: readonly ConcernedLine[], now: Instant): Html {
  return html`<section>
    <h2>${say('concerned.title')}</h2>
    <div class="scroll">
      <table class="cards">
        <caption>
          Wie het hardst aandacht nodig heeft, staat bovenaan. Bijgewerkt ${describeMoment(now, 'nl')}.
        </caption>
        <thead>
          <tr>
            <th scope="col">${say('concerned.institution')}</th>
            <th scope="col">Stand</th>
            <th scope="col">${say('concerned.answer')}</th>
            <th scope="col">${say('concerned.reason')}</th>
            <th scope="col">${say('concerned.told-at')}</th>
            <th scope="col">${say('concerned.follow-up')}</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(concernedRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function concernedRow(line: ConcernedLine): Html {
  const { institution, decision, answers, standing, toldAt } = line;
  const given = answers.acknowledgement;
  return html`<tr>
    <td><strong>${institution.name}</strong><br />${urgencyMark(decision.urgency, 'nl')}</td>
    <td><span class="${STANDING_CLASS[standing]}">${STANDING_SIGN[standing]} ${say(`standing.${standing}`)}</span></td>
    <td>
      ${answers.answer !== undefined && html`${say(`answer.${answers.answer}`)}`}
      ${
        given !== undefined &&
        html`<br /><span class="soft">${given.answeredAs}, ${describeMoment(given.answeredAt, 'nl')}</span>
          ${given.forwardedTo !== undefined && html`<br /><span class="soft">${say('history.forwarded-to', { to: given.forwardedTo })}</span>`}
          ${given.why !== undefined && html`<br /><span class="soft">${say('history.why', { why: given.why })}</span>`}
          ${given.remark !== undefined && html`<br /><span>“${given.remark}”</span>`}`
      }
      ${answers.abuseCheck !== undefined && html`<br /><span>${say('concerned.abuse')}: ${say(`abuse.${answers.abuseCheck}`)}</span>`}
    </td>
    <td data-label="${say('concerned.reason')}">
      ${reasonsOf(decision.reasons)}<br /><span class="soft">${say(`certainty.${decision.certainty}`)}</span>
    </td>
    <td data-label="${say('concerned.told-at')}">
      ${toldAt === undefined ? html`<span class="soft">nog niet</span>` : describeMoment(toldAt, 'nl')}${deliveryTrouble(line)}
    </td>
    ${decision.told && !answers.stopsFollowUp ? html`<td data-label="${say('concerned.follow-up')}"><strong>ja</strong></td>` : html`<td></td>`}
  </tr>`;
}

/** A shape beside each word: it reads without colour. */
const STANDING_SIGN: Readonly<Record<ConcernedLine['standing'], string>> = {
  unreachable: '✕',
  silent: '○',
  outdated: '↻',
  'partly-answered': '◐',
  unconfirmed: '?',
  answered: '✓',
  closed: '–',
  'not-asked': '–',
};
const STANDING_CLASS: Readonly<Record<ConcernedLine['standing'], string>> = {
  unreachable: 'act-now',
  silent: 'this-week',
  outdated: 'this-week',
  'partly-answered': 'this-week',
  unconfirmed: 'at-maintenance',
  answered: 'good',
  closed: 'soft',
  'not-asked': 'soft',
};

function deliveryTrouble({ deliveries }: ConcernedLine): Html {
  return html`${deliveries
    .filter((delivery) => delivery.state === 'failed' || (delivery.state === 'planned' && delivery.attempts > 0))
    .map((delivery) => html`<br /><span class="act-now">${delivery.contactName}: ${delivery.endedBecause ?? delivery.lastReason}</span>`)}`;
}

/** The products and versions that the institution holds: this page is the CERT's alone. */
function reasonsOf(reasons: readonly ConcernedReason[]): Html {
  const shown = reasons.slice(0, PRODUCTS_MAX);
  const others = reasons.length - shown.length;
  return html`${shown.map(
    (reason, place) =>
      html`${place > 0 && html`<br />`}${[reason.product ?? reason.supplier, reason.item?.version].filter(Boolean).join(' ') || say(`reason.${reason.reason}`)}`,
  )}${others > 0 && html`<br /><span class="soft">en nog ${others}</span>`}`;
}

function desk(certName: string, title: string, body: Html): Page {
  return {
    language: 'nl',
    kind: 'desk',
    title,
    refreshSeconds: REFRESH_SECONDS,
    body: html`<header>
        <a href="/">${certName}</a>
        <form method="post" action="/sign-out"><button class="plain">Meld af</button></form>
      </header>
      <main>${body}</main>`,
  };
}
