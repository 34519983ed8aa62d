import type { Instant } from '@forewarn/core/basics/instant.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import { personalLabel } from '@forewarn/core/sharing/personal-label.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { html, type Html } from '../http/html.ts';
import type { Page } from '../http/send-page.ts';
import { tlpMark } from './marks.ts';

export type CallSheetLine = { readonly institution: string; readonly because: string; readonly contacts: readonly Contact[] };
export type CallSheet = {
  readonly certName: string;
  readonly reference: string;
  readonly title: string;
  /** Of the text; what names institutions is never freer than AMBER+STRICT. */
  readonly label: TlpLabel;
  /** What to say first. */
  readonly action: string | undefined;
  readonly lines: readonly CallSheetLine[];
} & Printing;

/** When it is printed, and by whom. */
type Printing = { readonly now: Instant; readonly by: string };

/** Whom to telephone, on paper: names and numbers in the order in which they are rung, and room for what came of it. */
export function callSheetPage({ certName, reference, title, label, action, lines, now, by }: CallSheet): Page {
  const mark = tlpMark(personalLabel(label));
  return printed(
    `Bellijst ${reference}`,
    html`<h1>Bellijst ${reference}: ${title}</h1>
      <p>
        ${certName}, afgedrukt ${describeMoment(now, 'nl')} door ${by}.
        ${lines.length === 1 ? '1 instelling' : `${lines.length} instellingen`}.
      </p>
      ${action !== undefined && html`<p><strong>Zeg eerst:</strong> ${action}</p>`}
      <table>
        ${onEachSheet(mark, html`<span class="code">${reference}</span>`, ['Instelling', 'Bel, in deze volgorde', 'Tijd en wie', 'Antwoord'])}
        <tbody>
          ${lines.map(
            ({ institution, because, contacts }) =>
              html`<tr>
                <td>${institution}<br /><span class="soft">${because}</span></td>
                <td>${contacts.length === 0 ? html`geen nummer bekend` : contacts.map(dialled)}</td>
                <td class="write"></td>
                <td class="write">${ANSWERS.map((answer) => html`<span class="nowrap">☐ ${answer}</span> `)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p>Neem de antwoorden over zodra het systeem er weer is. Vernietig daarna dit papier.</p>`,
  );
}

const ANSWERS = ['bezig', 'opgelost', 'geldt niet', 'hulp nodig'];

/** The label at the top and at the foot of each sheet (FIRST TLP 2.0 §4), and what the columns are; a browser says both again where a table goes on. */
function onEachSheet(mark: Html, what: Html, columns: readonly string[]): Html {
  return html`<thead>
      <tr class="sheet">
        <td colspan="${columns.length - 1}">${what}</td>
        <td class="end">${mark}</td>
      </tr>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tfoot>
      <tr class="sheet">
        <td class="end" colspan="${columns.length}">${mark}</td>
      </tr>
    </tfoot>`;
}

function dialled({ name, phone }: Contact): Html {
  return html`<strong class="nowrap">${phone ?? ''}</strong> ${name}<br />`;
}

export type ContactCard = {
  readonly cert: { readonly name: string; readonly phone: string; readonly email: string };
  readonly institution: string;
  /** What the CERT says, and what the institution answers. */
  readonly certWords: readonly string[];
  readonly ownWords: readonly string[];
  readonly year: number;
  readonly contacts: readonly Contact[];
} & Printing;

/** The card that lies beside the telephone: for when mail and portal can't be used, or can't be trusted. */
export function contactCardPage({ cert, institution, certWords, ownWords, year, contacts, now, by }: ContactCard): Page {
  return printed(
    `Noodkaart ${institution}`,
    html`<h1>Noodkaart van ${institution}</h1>
      <p>${CARD_MARK}</p>
      <p>Voor als mail of portaal niet werken, of als u ze niet vertrouwt. Bewaar deze kaart op papier. Geldig in ${year}.</p>
      <h2>Bel ${cert.name}</h2>
      <p><strong class="code">${cert.phone}</strong> (dag en nacht)</p>
      <h2>Zo weet u dat wij het zijn</h2>
      <ol>
        <li>Wij zeggen: <strong>${certWords.join(' ')}</strong></li>
        <li>U zegt: <strong>${ownWords.join(' ')}</strong></li>
      </ol>
      <p>Klopt het niet? Hang op en bel het nummer hierboven.</p>
      <h2>Wie wij bij u bellen</h2>
      <table>
        ${onEachSheet(CARD_MARK, html`Noodkaart van ${institution}`, ['Wie', 'Rol', 'Telefoon', 'E-mail'])}
        <tbody>
          ${contacts.map(
            ({ name, role, phone, email }) =>
              html`<tr>
                <td>${name}</td>
                <td>${words('nl')(`role.${role}`)}</td>
                <td class="nowrap">${phone ?? 'geen nummer'}</td>
                <td>${email ?? ''}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p>Klopt een nummer niet? Geef het door. Afgedrukt ${describeMoment(now, 'nl')} door ${by}.</p>`,
  );
}

/** Names, numbers and the words: for one organisation. */
const CARD_MARK = tlpMark('AMBER+STRICT');

function printed(title: string, body: Html): Page {
  return { language: 'nl', kind: 'desk', title, body: html`<main class="print">${body}</main>` };
}
