import { pathFor } from '@forewarn/api/portal.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Acknowledgement } from '@forewarn/core/warnings/acknowledgement.ts';
import { answersUnread } from '@forewarn/core/warnings/answers-unread.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import { words, type Words } from '@forewarn/core/warnings/words.ts';
import { html, type Html } from '../http/html.ts';
import type { Page } from '../http/send-page.ts';
import { tlpMark, urgencyMark } from './marks.ts';
import type { StoredWarning, VersionLabel } from './warning-store.ts';

export type UnreadPage = {
  readonly language: Language;
  readonly cert: { readonly name: string; readonly phone: string };
  /** Address of the page itself. */
  readonly path: string;
  readonly institutionId: string;
  readonly institutionName: string;
  readonly warning: StoredWarning;
  readonly label: VersionLabel;
  readonly urgency: Urgency;
  /** False where the newest decision took it off the list. */
  readonly isAsked: boolean;
  readonly answers: readonly Acknowledgement[];
  readonly done?: 'answered' | 'unchanged' | 'undone';
  /** What was wrong with an answer, in words. */
  readonly wrong?: readonly string[];
};

const PHONE_LINK = /[^+\d]/g;

/**
 * The page behind a link where the text may not be: that there is something, how to sign in, whom to call. No title, no product, no reason, no
 * earlier answer that would tell. Whoever holds the link may say that it was seen (`answersUnread`). The
 * button leads to the warning in the portal, which asks to sign in first. No script.
 */
export function unreadPage(page: UnreadPage): Page {
  const say = words(page.language);
  const { reference } = page.warning;
  const phone = html`<a class="phone" href="tel:${page.cert.phone.replace(PHONE_LINK, '')}">${page.cert.phone}</a>`;
  const [before, after] = say('page.sign-in-call', { phone: '\n', reference }).split('\n');
  return {
    language: page.language,
    kind: 'member',
    title: say('page.title', { reference }),
    body: html`<div class="top">
        <strong>${page.cert.name}</strong>
        <span>${reference} · ${say('page.for', { institution: page.institutionName })}</span>
      </div>
      <main>
        ${page.wrong !== undefined && html`<div class="notice wrong" role="alert">${page.wrong.map((line) => html`<p>${line}</p>`)}</div>`}
        <div class="first">
          <h1>${ending(page, say) ?? say('page.one-thing')}</h1>
          <p>${urgencyMark(page.urgency, page.language)} &nbsp;${tlpMark(page.label.tlp)}</p>
          <p>${say('page.sign-in')}</p>
          <p class="soft">${say('page.sign-in-how')}</p>
          <p><a class="button" href="${pathFor(page.institutionId, `/home/${page.warning.id}`)}">${say('page.sign-in-button')}</a></p>
          <p>${before}${phone}${after}</p>
        </div>
        ${page.done !== undefined && html`<p class="notice" role="status">${doneWords(page.done, say)}</p>`}
        ${mayAnswer(page) && answerForm(page, say)} ${seen(page, say)}
      </main>`,
  };
}

function mayAnswer(page: UnreadPage): boolean {
  return page.warning.state === 'open' && page.isAsked;
}

function ending({ warning, isAsked, language }: UnreadPage, say: Words): string | undefined {
  const when = warning.endedAt === undefined ? '' : describeMoment(warning.endedAt, language);
  if (warning.state === 'withdrawn') return say('page.withdrawn', { when });
  if (warning.state === 'closed') return say('page.closed', { when });
  return isAsked ? undefined : say('page.not-concerned');
}

function doneWords(done: NonNullable<UnreadPage['done']>, say: Words): string {
  return say(done === 'undone' ? 'thanks.undone' : done === 'unchanged' ? 'thanks.unchanged' : 'thanks.title');
}

function answerForm(page: UnreadPage, say: Words): Html {
  return html`<section id="antwoord">
    <h2>${say('page.question')}</h2>
    <p>${say('page.unread')}</p>
    <form method="post" action="${page.path}">
      <input type="hidden" name="version" value="${page.label.version}" />
      <fieldset>
        <legend>${say('field.answer')}</legend>
        ${answersUnread(page.label.tlp).map(
          (answer) =>
            html`<label class="choice"><input type="radio" name="answer" value="${answer}" required /> ${say(`answer.${answer}`)}</label>`,
        )}
      </fieldset>
      ${
        answersUnread(page.label.tlp).includes('forwarded') &&
        html`<label class="field asked-for for-forwarded"
          >${say('field.forwarded-to')} <span class="soft small">${say('field.forwarded-to-hint')}</span>
          <input type="text" name="forwardedTo" maxlength="200"
        /></label>`
      }
      <label class="field"
        >${say('field.who')} <span class="soft small">${say('field.who-hint')}</span>
        <input type="text" name="answeredAs" required maxlength="200" autocomplete="name"
      /></label>
      <div><button>${say('button.send')}</button></div>
    </form>
  </section>`;
}

/** What came in through links and tells nothing of the text: links get forwarded, so it can be undone here. */
function seen(page: UnreadPage, say: Words): Html | undefined {
  const open = page.answers.filter(
    ({ answer, through, undoneAt }) => through === 'link' && undoneAt === undefined && answersUnread(page.label.tlp).includes(answer),
  );
  if (open.length === 0) return undefined;
  return html`<section>
    <h2>${say('history.title')}</h2>
    <ul class="answers">
      ${open.map(
        (one) =>
          html`<li>
            ${say('history.line', { when: describeMoment(one.answeredAt, page.language), answer: say(`answer.${one.answer}`), who: one.answeredAs })}
            ${mayAnswer(page) && undoForm(page, one, say)}
          </li>`,
      )}
    </ul>
  </section>`;
}

function undoForm(page: UnreadPage, answer: Acknowledgement, say: Words): Html {
  return html`<details>
    <summary>${say('button.undo')}</summary>
    <form method="post" action="${page.path}/undo">
      <input type="hidden" name="acknowledgementId" value="${answer.id}" />
      <label class="field">${say('field.who')} <input type="text" name="answeredAs" required maxlength="200" autocomplete="name" /></label>
      <div><button class="plain">${say('button.undo')}</button></div>
    </form>
  </details>`;
}
