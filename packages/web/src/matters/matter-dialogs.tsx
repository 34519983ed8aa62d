import { useWords } from '../lib/words.ts';
import { GiveDialog, HandOverDialog } from './give-dialog.tsx';
import type { QueueRow } from './matter-queries.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { OpenMatter } from './open-matter.tsx';
import { SplitDialog } from './split-dialog.tsx';
import type { MatterActs } from './use-matter-acts.ts';
import { WhyDialog } from '../components/why-dialog.tsx';

/** What is asked before it is done; undefined: nothing. */
export type Asking = 'assess' | 'set-aside' | 'merge' | 'split' | 'give' | 'open' | 'hand-over' | undefined;

/** The dialog of the act that was chosen. */
export function MatterDialogs({
  asking,
  matter,
  rows,
  acts,
  onClose,
  onChoose,
}: {
  readonly asking: Asking;
  readonly matter: QueueRow | undefined;
  readonly rows: readonly (QueueRow | undefined)[];
  readonly acts: MatterActs;
  readonly onClose: () => void;
  readonly onChoose: (id: string) => void;
}) {
  const { say } = useWords();
  if (asking === 'open') return <OpenMatter onClose={onClose} onOpened={onChoose} />;
  if (asking === 'hand-over') return <HandOverDialog acts={acts} onClose={onClose} />;
  if (matter === undefined) return null;
  switch (asking) {
    case undefined:
      return null;
    case 'merge':
      return <MergeDialog matter={matter} rows={rows} acts={acts} onClose={onClose} />;
    case 'split':
      return <SplitDialog matter={matter} acts={acts} onClose={onClose} />;
    case 'give':
      return <GiveDialog matter={matter} acts={acts} onClose={onClose} />;
    case 'assess':
    case 'set-aside':
      return (
        <WhyDialog
          title={say(`queue.${asking}.title`, { title: matter.title })}
          label={say(`queue.${asking}.why`)}
          act={say(`queue.${asking}`)}
          onClose={onClose}
          onSay={(why) => (asking === 'assess' ? acts.assess(matter, why) : acts.setAside(matter, why))}
        />
      );
  }
}
