import { Link } from '@tanstack/react-router';
import { useWords, type PlainKey } from '../lib/words.ts';
import { DependencyGraph } from './dependency-graph.tsx';
import type { Dependent, Dependents as Found } from './supplier-queries.ts';
import styles from './situation.module.css';

export const HOW: Readonly<Record<string, PlainKey>> = {
  supplier: 'suppliers.how.supplier',
  connection: 'suppliers.how.connection',
  'managed-by': 'suppliers.how.managed-by',
  tenant: 'suppliers.how.tenant',
  product: 'suppliers.how.product',
};

/** Who relies on one supplier, two steps deep: the message, the picture and the same as a table. */
export function Dependents({ dependents }: { readonly dependents: Found }) {
  const { say } = useWords();
  const { supplier, direct, indirect } = dependents;
  return (
    <div className={styles['parts']}>
      <section>
        <h2>{say('suppliers.message', { supplier, count: direct.length, indirect: indirect.length })}</h2>
        <DependencyGraph dependents={dependents} />
      </section>
      <section className={styles['wide']} tabIndex={0} aria-label={say('suppliers.table')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{say('suppliers.institution')}</th>
              <th scope="col">{say('situation.sector')}</th>
              <th scope="col">{say('suppliers.how')}</th>
              <th scope="col">{say('suppliers.through')}</th>
            </tr>
          </thead>
          <tbody>
            {[...direct, ...indirect].map((one) => (
              <Row key={`${one.institutionId}/${one.through ?? ''}`} dependent={one} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Row({ dependent: { institutionId, institution, sector, how, through } }: { readonly dependent: Dependent }) {
  const { say } = useWords();
  return (
    <tr>
      <th scope="row">
        <Link to="/institutions/$id" params={{ id: institutionId }}>
          {institution}
        </Link>
      </th>
      <td>{say(`sector.${sector as 'ggz'}`)}</td>
      <td>{how.map((one) => say(HOW[one] ?? 'suppliers.how.supplier')).join(', ')}</td>
      <td>{through ?? ''}</td>
    </tr>
  );
}
