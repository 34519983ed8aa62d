import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CallOutput } from '@forewarn/api/client.ts';
import { confirmItems, type showIctFoto } from '@forewarn/api/ict-foto.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay, useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { fotoQuery, inventoriesQuery } from './inventory-queries.ts';
import { Lines } from './lines.tsx';
import { Tiles } from './tiles.tsx';
import styles from './inventory.module.css';

type Foto = CallOutput<typeof showIctFoto>;

/** The ICT-foto: what peers mostly use, to be tapped; what is there already, line by line; and the way to hand in a file. */
export function InventoryPage() {
  const { say } = useWords();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  return institutionId === undefined ? (
    <EmptyState isPage what={say('home.nobody')} next={say('home.nobody.next')} />
  ) : (
    <Inventories institutionId={institutionId} />
  );
}

function Inventories({ institutionId }: { readonly institutionId: string }) {
  const { say } = useWords();
  const mayChange = useMay('change-inventory');
  const foto = useSuspenseQuery(fotoQuery).data;
  const { inventories } = useSuspenseQuery(inventoriesQuery(institutionId)).data;
  const filled = inventories.filter(({ newest }) => newest !== undefined && newest.itemCount > 0);
  const lines = filled.reduce((sum, { newest }) => sum + (newest?.itemCount ?? 0), 0);
  const sentence = lines === 0 ? say('inventory.sentence.none') : say('inventory.sentence', { count: lines });
  return (
    <div className={styles['page']}>
      <PageSentence title={sentence}>{sentence}</PageSentence>
      <LastChecked institutionId={institutionId} foto={foto} inventories={filled.map(({ name }) => name)} />
      {mayChange && (
        <p>
          <Link to="/inventory/upload" className={buttonClass('plain')}>
            {say('inventory.upload')}
          </Link>
        </p>
      )}
      {mayChange && <Tiles foto={foto} />}
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

/** When somebody last looked, and one button that says that it is still right. */
function LastChecked({
  institutionId,
  foto: { checkedAt, mayBeOutdated },
  inventories,
}: {
  readonly institutionId: string;
  readonly foto: Foto;
  readonly inventories: readonly string[];
}) {
  const { say } = useWords();
  const queries = useQueryClient();
  const mayChange = useMay('change-inventory');
  const confirm = useMutation({
    mutationFn: async () => {
      for (const name of inventories) await call(confirmItems, { params: { id: institutionId, name }, body: {} });
    },
    onSuccess: () => tell(say('inventory.confirmed')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['inventories'] }),
  });
  if (checkedAt === undefined || inventories.length === 0) return <p>{say('inventory.why')}</p>;
  return (
    <div className={styles['row']}>
      <p>
        {say('inventory.checked')} <Time at={checkedAt} />
        {mayBeOutdated && <strong> {say('inventory.old')}</strong>}
      </p>
      {mayChange && <Button onPress={() => confirm.mutate()}>{say('inventory.confirm')}</Button>}
      {confirm.error !== null && <FaultState fault={confirm.error} onTryAgain={() => confirm.mutate()} />}
    </div>
  );
}
