import { useState } from 'react';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { ProblemList } from '../components/problem-list.tsx';
import { useProblemWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import { SheetFile } from './sheet-file.tsx';
import type { Progress, SheetLook } from './use-sheet.ts';

/** The first step of every list: a file is chosen or cells are pasted, and looked at. `help` says which columns there are. */
export function SheetEntry({ look, help }: { readonly look: SheetLook<unknown>; readonly help: string }) {
  const { say } = useWords();
  const [pasted, paste] = useState('');
  return (
    <>
      <SheetFile isBusy={look.isLooking} onSheet={look.begin} />
      <details open={look.seen === undefined}>
        <summary>{say('import.paste.or')}</summary>
        <Field label={say('import.paste')} help={help} lines={5} value={pasted} onChange={paste} />
        <Button isDisabled={pasted.trim() === '' || look.isLooking} onPress={() => look.begin(new TextEncoder().encode(pasted))}>
          {say('import.look')}
        </Button>
      </details>
      {look.isLooking && <ListProgress progress={look.progress} />}
      {look.fault !== null && <FaultState fault={look.fault} onTryAgain={look.tryAgain} />}
      {look.unread !== undefined && <Unread problems={look.unread} />}
    </>
  );
}

function Unread({ problems }: { readonly problems: readonly Problem[] }) {
  const { say } = useWords();
  const inWords = useProblemWords();
  // What is missing most often, with an example.
  const isNameless = problems.some(({ code }) => code === 'name-column-missing');
  return (
    <div role="alert">
      {isNameless ? (
        <>
          <p>{say('import.unread')}</p>
          <p className="soft">{say('import.unread.next')}</p>
        </>
      ) : (
        <ProblemList problems={inWords(problems)} />
      )}
    </div>
  );
}

/** How far a list is that takes a while; without a number until the first part is done. */
export function ListProgress({ progress }: { readonly progress: Progress | undefined }) {
  const { say } = useWords();
  if (progress === undefined) return <p role="status">{say('import.reading')}</p>;
  const [done, of] = progress;
  return (
    <p role="status">
      <progress aria-label={say('import.progress', { done, count: of })} max={of} value={done} />{' '}
      {say('import.progress', { done, count: of })}
    </p>
  );
}
