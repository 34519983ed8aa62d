import type { Certainty } from '@forewarn/core/matching/match.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import type { Urgency } from '@forewarn/core/warnings/warning.ts';
import { useWords } from '../lib/words.ts';
import styles from './marks.module.css';

/** One colour means one thing, and never alone: each mark has a shape and its word (LOOK). `quiet` keeps the word for screen readers. */
type Quiet = { readonly quiet?: boolean };

export function UrgencyMark({ urgency, quiet }: { readonly urgency: Urgency } & Quiet) {
  const { say } = useWords();
  return (
    <span className={styles['mark']} data-urgency={urgency}>
      <Shape path={URGENCY_SHAPES[urgency]} />
      <Word quiet={quiet}>{say(`urgency.${urgency}`)}</Word>
    </span>
  );
}

/** Solid, half, dotted outline of the same mark. */
export function CertaintyMark({ certainty, quiet }: { readonly certainty: Certainty } & Quiet) {
  const { say } = useWords();
  return (
    <span className={styles['mark']} data-certainty={certainty}>
      <svg viewBox="0 0 16 16" className={styles['shape']} aria-hidden>
        <circle cx="8" cy="8" r="6" className={styles['ring']} strokeDasharray={certainty === 'possible' ? '2 2.7' : undefined} />
        {certainty === 'certain' && <circle cx="8" cy="8" r="6" />}
        {certainty === 'likely' && <path d="M8 2a6 6 0 0 0 0 12z" />}
        {certainty === 'for-information' && <circle cx="8" cy="8" r="1.6" />}
      </svg>
      <Word quiet={quiet}>{say(`certainty.${certainty}`)}</Word>
    </span>
  );
}

/** In the colours that TLP 2.0 fixes (white, green, amber, red on black), always with the word. */
export function TlpMark({ label }: { readonly label: TlpLabel }) {
  return (
    <span className={styles['tlp']} data-tlp={label}>
      {`TLP:${label}`}
    </span>
  );
}

/** What an institution answered, or that nothing is heard, or that nobody could be reached. */
export function AnswerMark({ answer, quiet }: { readonly answer: Answer | 'silent' | 'unreachable' } & Quiet) {
  const { say } = useWords();
  return (
    <span className={styles['mark']} data-answer={answer}>
      <Shape path={ANSWER_SHAPES[answer]} isLine />
      <Word quiet={quiet}>{say(`answer.${answer}`)}</Word>
    </span>
  );
}

const URGENCY_SHAPES: Readonly<Record<Urgency, string>> = {
  'act-now': 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  'this-week': 'M8 1.5 15 14H1z',
  'at-maintenance': 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z',
  'for-information': 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
};

const ANSWER_SHAPES: Readonly<Record<Answer | 'silent' | 'unreachable', string>> = {
  'not-affected': 'M3 13 13 3M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2',
  'dont-know': 'M5 6a3 3 0 1 1 4 2.8c-.7.3-1 .8-1 1.7M8 13v.5',
  forwarded: 'M2 8h11M9 4l4 4-4 4',
  working: 'M8 2a6 6 0 1 1-6 6M8 4.5V8l2.5 1.5',
  'worked-around': 'M2 12c4 0 3-8 6-8s2 8 6 8',
  fixed: 'M2.5 8.5 6.5 12.5 13.5 4',
  'risk-accepted': 'M3 8h10M3 4h10M3 12h10',
  'need-help': 'M8 2v7M8 12.5v1',
  silent: 'M3 8h.5M8 8h.5M13 8h.5',
  unreachable: 'M3 3l10 10M13 3 3 13',
};

function Shape({ path, isLine = false }: { readonly path: string; readonly isLine?: boolean }) {
  return (
    <svg viewBox="0 0 16 16" className={styles['shape']} aria-hidden>
      <path d={path} className={isLine ? styles['line'] : undefined} />
    </svg>
  );
}

function Word({ quiet = false, children }: Quiet & { readonly children: string }) {
  return <span className={quiet ? 'visually-hidden' : undefined}>{children}</span>;
}
