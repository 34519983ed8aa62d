import { ProblemList } from '../components/problem-list.tsx';
import type { Fault } from '../lib/fault.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useFaultWords } from '../lib/use-fault-words.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import type { SavingState } from './use-draft.ts';
import styles from './draft.module.css';

const LACKS: Readonly<Record<string, PlainKey>> = {
  'title-missing': 'draft.lack.title-missing',
  'summary-missing': 'draft.lack.summary-missing',
  'what-changed-missing': 'draft.lack.what-changed-missing',
  'action-missing': 'draft.lack.action-missing',
  'step-empty': 'draft.lack.step-empty',
  'too-many-steps': 'draft.lack.too-many-steps',
  'steps-differ': 'draft.lack.steps-differ',
  'too-long': 'draft.lack.too-long',
  'hours-unreadable': 'draft.lack.hours-unreadable',
  'part-unnamed': 'draft.lack.part-unnamed',
  'part-for-nobody': 'draft.lack.part-for-nobody',
  'part-empty': 'draft.lack.part-empty',
  'part-twice': 'draft.lack.part-twice',
  'parts-differ': 'draft.lack.parts-differ',
};

/** Whether what is typed is kept, and where; never silently lost. */
export function SavedState({ state, savedAt }: { readonly state: SavingState; readonly savedAt: string }) {
  const { say, language } = useWords();
  return (
    <div className={styles['state']} role="status">
      {said()}
    </div>
  );

  function said() {
    switch (state.kind) {
      case 'saved':
        return <span className="soft">{say('draft.saved', { time: momentWords(savedAt, Date.now(), language).spokenTime })}</span>;
      case 'saving':
        return <span className="soft">{say('draft.saving')}</span>;
      case 'not-sent':
        return <strong>{say('draft.not-sent')}</strong>;
      case 'refused':
        return <Refused fault={state.fault} />;
      case 'lacking':
        return <Lacks lacks={state.lacks} />;
      case 'conflict':
        return null;
    }
  }
}

function Refused({ fault }: { readonly fault: Fault }) {
  const { say } = useWords();
  const { what, next, problems } = useFaultWords(fault);
  return (
    <>
      <strong>
        {say('draft.refused', { why: what })} {next}
      </strong>
      <ProblemList problems={problems} />
    </>
  );
}

export function Lacks({ lacks }: { readonly lacks: readonly string[] }) {
  const { say } = useWords();
  return (
    <>
      <strong>{say('draft.lacking')}</strong>{' '}
      <ul>
        {lacks.map((lack) => (
          <li key={lack}>{say(LACKS[lack] ?? 'draft.lack.other')}</li>
        ))}
      </ul>
    </>
  );
}
