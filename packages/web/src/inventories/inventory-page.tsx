import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CallOutput } from '@forewarn/api/client.ts';
import type { listInventories } from '@forewarn/api/inventories.ts';
import { buttonClass } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useMay, useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { inventoriesQuery, starterQuery } from './inventory-queries.ts';
import { Lines } from './lines.tsx';
import { Tiles } from './tiles.tsx';
import styles from './inventory.module.css';

type Inventory = CallOutput<typeof listInventories>['inventories'][number];

/** The ICT-foto: what peers mostly use, to be tapped; what is there already, line by line; and the way to hand in a file. */
export function InventoryPage() {
  const { say } = useWords();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  return institutionId === undefined ? (
    <EmptyState what={say('home.nobody')} next={say('home.nobody.next')} />
  ) : (
    <Inventories institutionId={institutionId} />
  );
}

function Inventories({ institutionId }: { readonly institutionId: string }) {
  const { say } = useWords();
  const mayChange = useMay('change-inventory');
  const { proposals, answered } = useSuspenseQuery(starterQuery(institutionId)).data;
  const { inventories } = useSuspenseQuery(inventoriesQuery(institutionId)).data;
  const filled = inventories.filter(({ newest }) => newest !== undefined && newest.itemCount > 0);
  const lines = filled.reduce((sum, { newest }) => sum + (newest?.itemCount ?? 0), 0);
  const sentence = lines === 0 ? say('inventory.sentence.none') : say('inventory.sentence', { count: lines });
  return (
    <div className={styles['page']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      <LastChecked inventories={filled} />
      {mayChange && (
        <p>
          <Link to="/inventory/upload" className={buttonClass('plain')}>
            {say('inventory.upload')}
          </Link>
        </p>
      )}
      {mayChange && <Tiles institutionId={institutionId} proposals={proposals} answered={answered} />}
      <section aria-labelledby="lines" className={styles['page']}>
        <h2 id="lines">{say('inventory.lines')}</h2>
        {filled.length === 0 && <p>{say('inventory.lines.none')}</p>}
        {filled.map(({ name, newest }) => (
          <Lines key={name} institutionId={institutionId} inventory={name} count={newest?.itemCount ?? 0} />
        ))}
      </section>
    </div>
  );
}

function LastChecked({ inventories }: { readonly inventories: readonly Inventory[] }) {
  const { say } = useWords();
  const newest = inventories
    .flatMap((one) => one.newest ?? [])
    .map(({ takenAt, receivedAt }) => takenAt ?? receivedAt)
    .toSorted()
    .at(-1);
  if (newest === undefined) return <p>{say('inventory.why')}</p>;
  return (
    <p>
      {say('inventory.checked')} <Time at={newest} />
    </p>
  );
}
