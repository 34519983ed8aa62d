import type { Block } from '@forewarn/core/deliveries/message.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { ABUSE_CHECKS, ANSWERS, type Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import type { Standing } from '@forewarn/core/warnings/standing-of.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { whyTold } from '@forewarn/core/warnings/why-told.ts';
import { words, type Words } from '@forewarn/core/warnings/words.ts';
import { html, type Html } from '../http/html.ts';
import type { Page } from '../http/send-page.ts';
import type { AnswerItem } from './answer-items.ts';
import type { StoredDecision } from './concerned-store.ts';
import { tlpMark, urgencyMark } from './marks.ts';
import type { StoredVersion, StoredWarning } from './warning-store.ts';

export type AnswerPage = {
  readonly language: Language;
  readonly cert: { readonly name: string; readonly phone: string };
  /** Address of the page itself. */
  readonly path: string;
  readonly institutionName: string;
  readonly warning: StoredWarning;
  /** The version in force. */
  readonly version: StoredVersion;
  /** What the institution was told last; its reasons open the page. */
  readonly spoken: StoredDecision;
  /** True where the newest decision took it off the list. */
  readonly isClosed: boolean;
  /** What it was told, to the word. */
  readonly blocks: readonly Block[];
  /** Lines that may be answered apart. */
  readonly items: readonly AnswerItem[];
  readonly standing: Standing;
  readonly answers: readonly Acknowledgement[];
  /** What was just done, by a POST that led here. */
  readonly done?: 'answered' | 'unchanged' | 'undone';
  /** Code of the refusal of what was just tried. */
  readonly refused?: string;
  /** An answer that was not accepted: what is wrong, in words, and what was filled in. */
  readonly wrong?: {
    readonly problems: readonly { readonly at: string; readonly message: string; readonly code?: string }[];
    readonly filled: Filled;
  };
};

/** What was typed, as it was typed. */
export type Filled = Readonly<
  Partial<Record<'answer' | 'answeredAs' | 'why' | 'until' | 'forwardedTo' | 'remark' | 'abuseCheck' | 'item', string>>
>;

const PHONE_LINK = /[^+\d]/g;
/** Why it is usually not for them (DOMAIN §7.7, rule 4). */
const WHY_REASONS = ['why.not-present', 'why.other-version', 'why.not-reachable'] as const;

/** The page behind the link in a mail: one sentence first, then why, what to do, and the form. No script. */
export function answerPage(page: AnswerPage): Page {
  const say = words(page.language);
  return {
    language: page.language,
    kind: 'member',
    title: say('page.title', { reference: page.warning.reference }),
    body: html`<a class="skip" href="#antwoord">${say('page.question')}</a>
      <div class="top">
        <strong>${page.cert.name}</strong>
        <span>${page.warning.reference} · ${say('page.for', { institution: page.institutionName })}</span>
      </div>
      <main>
        ${wrongNotice(page, say)} ${firstWords(page, say)} ${doneNotice(page, say)} ${warningText(page, say)}
        ${hasAnswered(page) && history(page, say)} ${mayAnswer(page) && answerPart(page, say)} ${!hasAnswered(page) && history(page, say)}
        ${help(page.cert.phone, say)}
      </main>`,
  };
}

/** For a link that does not work (any more): the same frame, one sentence, the telephone. */
export function endedPage(language: Language, cert: AnswerPage['cert'], sentence: string): Page {
  const say = words(language);
  return {
    language,
    kind: 'member',
    title: cert.name,
    body: html`<div class="top"><strong>${cert.name}</strong></div>
      <main>
        <h1>${sentence}</h1>
        ${help(cert.phone, say)}
      </main>`,
  };
}

function mayAnswer(page: AnswerPage): boolean {
  return page.warning.state === 'open' && !page.isClosed;
}

function hasAnswered({ standing }: AnswerPage): boolean {
  return standing.kind === 'answered' || standing.kind === 'unconfirmed';
}

function firstWords(page: AnswerPage, say: Words): Html {
  const title = textFor(page.version.texts, page.language).title;
  return html`<div class="first">
    <h1>${oneSentence(page, say)}</h1>
    ${nothingBecause(page, say)}
    <h2>${title}</h2>
    <p>${urgencyMark(page.spoken.urgency, page.language)} &nbsp;${tlpMark(page.version.tlp)}</p>
    <p class="because">${whyTold({ decision: page.spoken, language: page.language })}</p>
    ${mayAnswer(page) && !hasAnswered(page) && html`<p><a class="button" href="#antwoord">${say('button.answer')}</a></p>`}
    ${page.standing.kind === 'outdated' && mayAnswer(page) && html`<p class="notice">${say('page.asked-again')}</p>`}
  </div>`;
}

/** LOOK: "U hoeft nu niets te doen." or "Er is 1 ding dat u moet doen." */
function oneSentence(page: AnswerPage, say: Words): string {
  const nothing = !mayAnswer(page) || page.spoken.urgency === 'for-information';
  if (nothing) return say('page.nothing');
  return hasAnswered(page) ? say('thanks.title') : say('page.one-thing');
}

function nothingBecause(page: AnswerPage, say: Words): Html | undefined {
  const when = page.warning.endedAt === undefined ? '' : describeMoment(page.warning.endedAt, page.language);
  if (page.warning.state === 'withdrawn') return html`<p>${say('page.withdrawn', { when })}</p>`;
  if (page.warning.state === 'closed') return html`<p>${say('page.closed', { when })}</p>`;
  if (page.isClosed) return html`<p>${say('page.not-concerned')}</p>`;
  return undefined;
}

function doneNotice(page: AnswerPage, say: Words): Html | undefined {
  if (page.refused === 'who-missing') return html`<p class="notice wrong" role="alert">${say('problem.who-missing')}</p>`;
  const { phone } = page.cert;
  switch (page.done) {
    case undefined:
      return undefined;
    case 'undone':
      return html`<p class="notice" role="status">${say('thanks.undone')}</p>`;
    case 'unchanged':
      return html`<p class="notice" role="status">${say('thanks.unchanged')}</p>`;
    case 'answered':
      return html`<div class="notice" role="status">
        ${page.standing.answer === 'need-help' && html`<p>${say('thanks.help', { phone })}</p>`}
        ${page.standing.abuseCheck === 'traces-found' && html`<p><strong>${say('thanks.traces', { phone })}</strong></p>`}
        ${page.standing.kind === 'unconfirmed' && html`<p>${say('thanks.unconfirmed')}</p>`}
        ${!page.standing.stopsFollowUp && html`<p>${say('thanks.still-calling')}</p>`}
        <p>${say('thanks.later')}</p>
      </div>`;
  }
}

type Part = { readonly heading: string | undefined; readonly blocks: readonly Block[] };

/** What comes first stands open; what only the technician needs can be opened (a practice manager reads at most 120 words). */
function warningText(page: AnswerPage, say: Words): Html {
  const folded = new Set([say('heading.technical'), say('heading.supplier'), say('heading.care'), say('heading.details')]);
  return html`${partsOf(page.blocks).map((part) =>
    part.heading !== undefined && folded.has(part.heading)
      ? html`<details>
          <summary>${part.heading}</summary>
          <div>${part.blocks.map(blockOf)}</div>
        </details>`
      : html`<section>${part.heading !== undefined && html`<h3>${part.heading}</h3>`} ${part.blocks.map(blockOf)}</section>`,
  )}`;
}

function partsOf(blocks: readonly Block[]): readonly Part[] {
  const parts: { heading: string | undefined; blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') parts.push({ heading: block.text, blocks: [] });
    else if (parts.length === 0) parts.push({ heading: undefined, blocks: [block] });
    else parts.at(-1)?.blocks.push(block);
  }
  return parts;
}

function blockOf(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h3>${block.text}</h3>`;
    case 'paragraph':
      return html`<p>${block.text}</p>`;
    case 'steps':
      return html`<ol>
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ol>`;
    case 'points':
      return html`<ul class="points">
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    case 'link':
      return html``;
  }
}

/** First on the page: on a telephone the form is far below. Each point leads to its field. */
function wrongNotice(page: AnswerPage, say: Words): Html | undefined {
  if (page.wrong === undefined) return undefined;
  return html`<div class="notice wrong" role="alert" id="wrong">
    <p><strong>${say('page.wrong')}</strong></p>
    <ul class="points">
      ${page.wrong.problems.map((problem) => html`<li><a href="#${fieldOf(problem.at)}">${problem.message}</a></li>`)}
    </ul>
    <p>${say('page.kept')}</p>
  </div>`;
}

/** Whoever has answered reads that first, and opens the form to change it. */
function answerPart(page: AnswerPage, say: Words): Html {
  if (!hasAnswered(page) || page.wrong !== undefined)
    return html`<section id="antwoord">
      <h2>${say('page.question')}</h2>
      ${answerForm(page, say)}
    </section>`;
  return html`<details id="antwoord">
    <summary>${say('button.change')}</summary>
    <div>${answerForm(page, say)}</div>
  </details>`;
}

function answerForm(page: AnswerPage, say: Words): Html {
  const filled = page.wrong?.filled ?? {};
  const abuse = textFor(page.version.texts, page.language, page.spoken.part).abuseCheck;
  const optional = html` <span class="soft">${say('page.optional')}</span>`;
  return html` <form method="post" action="${page.path}">
    <input type="hidden" name="version" value="${page.version.version}" />
    <fieldset id="field-answer">
      <legend>${say('field.answer')}</legend>
      ${ANSWERS.map(
        (answer) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="answer"
              id="answer-${answer}"
              value="${answer}"
              required
              ${filled.answer === answer && html`checked`}
            />
            ${say(`answer.${answer}`)}</label
          >`,
      )}
    </fieldset>
    ${page.items.length > 0 && itemField(page.items, filled.item, say)}
    <label class="field asked-for for-not-affected for-risk-accepted"
      >${say('field.why')} <span class="soft small">${say('field.why-hint')}</span>
      <input type="text" name="why" id="field-why" list="why-reasons" maxlength="1000" value="${filled.why ?? ''}" />
    </label>
    <datalist id="why-reasons">${WHY_REASONS.map((reason) => html`<option value="${say(reason)}"></option>`)}</datalist>
    <label class="field asked-for for-risk-accepted"
      >${say('field.until')} <span class="soft small">${say('field.until-hint')}</span>
      <input type="date" name="until" id="field-until" value="${filled.until ?? ''}"
    /></label>
    <label class="field asked-for for-forwarded"
      >${say('field.forwarded-to')} <span class="soft small">${say('field.forwarded-to-hint')}</span>
      <input type="text" name="forwardedTo" id="field-forwardedTo" maxlength="200" value="${filled.forwardedTo ?? ''}"
    /></label>
    ${
      abuse !== undefined &&
      html`<fieldset id="field-abuseCheck">
        <legend>${say('field.abuse')}</legend>
        <p class="soft">${abuse}</p>
        ${ABUSE_CHECKS.map(
          (check) =>
            html`<label class="choice"
              ><input type="radio" name="abuseCheck" value="${check}" ${filled.abuseCheck === check && html`checked`} />
              ${say(`abuse.${check}`)}</label
            >`,
        )}
      </fieldset>`
    }
    <label class="field"
      >${say('field.who')} <span class="soft small">${say('field.who-hint')}</span>
      <input
        type="text"
        name="answeredAs"
        id="field-answeredAs"
        required
        maxlength="200"
        autocomplete="name"
        value="${filled.answeredAs ?? ''}"
    /></label>
    <label class="field"
      ><span>${say('field.remark')}${optional}</span> <span class="soft small">${say('field.remark-hint')}</span>
      <textarea name="remark" id="field-remark" rows="3" maxlength="2000">${filled.remark}</textarea>
    </label>
    <div><button>${hasAnswered(page) ? say('button.change') : say('button.send')}</button></div>
    <p class="soft small">${say('page.not-legal')}</p>
  </form>`;
}

function itemField(items: readonly AnswerItem[], chosen: string | undefined, say: Words): Html {
  return html`<label class="field"
    >${say('field.item')}
    <select name="item" id="field-itemKey">
      <option value="">${say('field.all-items')}</option>
      ${items.map((item) => html`<option value="${item.value}" ${chosen === item.value && html`selected`}>${item.label}</option>`)}
    </select></label
  >`;
}

/** Where a problem's field stands on the page: `at` is the field of the answer. */
function fieldOf(at: string): string {
  return `field-${at.replace(/^\//, '')}`;
}

function history(page: AnswerPage, say: Words): Html | undefined {
  if (page.answers.length === 0) return undefined;
  const replaced = new Set(page.answers.filter((answer) => answer.undoneAt === undefined).map((answer) => answer.replaces));
  return html`<section>
    <h2>${say('history.title')}</h2>
    <ul class="answers">
      ${page.answers.map((answer) => historyLine(page, answer, replaced.has(answer.id), say))}
    </ul>
  </section>`;
}

function historyLine(page: AnswerPage, answer: Acknowledgement, isReplaced: boolean, say: Words): Html {
  const isUndone = answer.undoneAt !== undefined;
  return html`<li>
    <span class="${isUndone ? 'undone' : ''}"
      >${say('history.line', {
        when: describeMoment(answer.answeredAt, page.language),
        answer: say(`answer.${answer.answer}`),
        who: answer.answeredAs,
      })}</span
    >
    ${answer.itemKey !== undefined && html`<span class="small">${page.items.find((item) => item.key === answer.itemKey)?.label}</span>`}
    ${answer.why !== undefined && html`<span class="small">${say('history.why', { why: answer.why })}</span>`}
    ${answer.until !== undefined && html`<span class="small">${say('history.until', { until: answer.until })}</span>`}
    ${answer.forwardedTo !== undefined && html`<span class="small">${say('history.forwarded-to', { to: answer.forwardedTo })}</span>`}
    ${answer.abuseCheck !== undefined && html`<span class="small">${say('field.abuse')} ${say(`abuse.${answer.abuseCheck}`)}</span>`}
    <span class="soft small">${throughOf(answer, say)} ${say('history.version', { version: answer.version })}</span>
    ${
      isUndone && answer.undoneAt !== undefined
        ? html`<span class="small"
            >${say('history.undone', { by: answer.undoneBy ?? '', when: describeMoment(answer.undoneAt, page.language) })}</span
          >`
        : isReplaced
          ? html`<span class="soft small">${say('history.replaced')}</span>`
          : undoForm(page, answer, say)
    }
  </li>`;
}

function throughOf(answer: Acknowledgement, say: Words): string {
  if (answer.confirmedBy !== undefined) return say('history.confirmed', { by: answer.confirmedBy });
  return say(`history.${answer.through}`);
}

function undoForm(page: AnswerPage, answer: Acknowledgement, say: Words): Html | undefined {
  if (!mayAnswer(page)) return undefined;
  return html`<details>
    <summary>${say('button.undo')}</summary>
    <form method="post" action="${page.path}/undo">
      <input type="hidden" name="acknowledgementId" value="${answer.id}" />
      <label class="field">${say('field.who')} <input type="text" name="answeredAs" required maxlength="200" autocomplete="name" /></label>
      <div><button class="plain">${say('button.undo')}</button></div>
    </form>
  </details>`;
}

function help(phone: string, say: Words): Html {
  const [before, after] = say('page.help', { phone: '\n' }).split('\n');
  return html`<aside class="help">
    <p>${before}<br /><a class="phone" href="tel:${phone.replace(PHONE_LINK, '')}">${phone}</a>${after}</p>
  </aside>`;
}
