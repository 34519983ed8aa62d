import { useMemo } from 'react';
import type { Advisory, AdvisoryProduct } from '@forewarn/core/advisories/advisory.ts';
import { preferredScores } from '@forewarn/core/advisories/preferred-scores.ts';
import { Button } from '../components/button.tsx';
import { useWords } from '../lib/words.ts';
import styles from './advisory.module.css';

const PRODUCTS_SHOWN_MAX = 300;

/** What we read of a document: its words, vulnerabilities with scores and remedies, and the tree of products. The words are the publisher's. */
export function Reading({ advisory, onShow }: { readonly advisory: Advisory; readonly onShow: (at: string) => void }) {
  const { say } = useWords();
  const names = useMemo(() => new Map(advisory.products.map(({ id, name }) => [id, name])), [advisory]);
  return (
    <>
      <section>
        <h3>{say('advisory.notes')}</h3>
        {advisory.notes
          .filter(({ category }) => category === 'summary' || category === 'description')
          .slice(0, 3)
          .map(({ text }) => (
            <p key={text} className={styles['pre']} lang={advisory.language ?? 'en'}>
              {text.slice(0, 2_000)}
            </p>
          ))}
      </section>
      <section>
        <h3>{say('advisory.vulnerabilities')}</h3>
        <ul className={styles['matches']} lang={advisory.language ?? 'en'}>
          {advisory.vulnerabilities.slice(0, 100).map((vulnerability) => (
            <li key={vulnerability.at}>
              <Button look="quiet" onPress={() => onShow(vulnerability.at)}>
                {vulnerability.cve ?? vulnerability.ids[0]?.text ?? vulnerability.title ?? vulnerability.at}
              </Button>{' '}
              {vulnerability.title}
              <Scores vulnerability={vulnerability} names={names} />
              {vulnerability.remediations.slice(0, 5).map(({ category, details }, place) => (
                <p key={place}>
                  {category}: {details.slice(0, 500)}
                </p>
              ))}
            </li>
          ))}
        </ul>
      </section>
      <details>
        <summary>{say('advisory.products', { count: advisory.products.length })}</summary>
        <ProductTree products={advisory.products.slice(0, PRODUCTS_SHOWN_MAX)} onShow={onShow} />
      </details>
    </>
  );
}

const SCORES_SHOWN_MAX = 20;
const IDS_SHOWN_MAX = 10;

/** For each product the author's own highest, from its vector, which is always shown; whose it is where that is another's. */
function Scores({
  vulnerability,
  names,
}: {
  readonly vulnerability: Advisory['vulnerabilities'][number];
  readonly names: ReadonlyMap<string, string>;
}) {
  const { say } = useWords();
  const preferred = preferredScores(vulnerability);
  const namesOf = (ids: readonly string[]) =>
    ids
      .slice(0, IDS_SHOWN_MAX)
      .map((id) => names.get(id) ?? id)
      .join(', ');
  return preferred.slice(0, SCORES_SHOWN_MAX).map(({ score: { version, vector, baseScore, by }, productIds }, place) => (
    <p key={place} className="soft">
      {say('advisory.score', { version, score: baseScore, vector })} {by !== undefined && say('advisory.score.by', { by })}{' '}
      {preferred.length > 1 && productIds.length > 0 && (
        <>
          {say('advisory.score.for', { products: namesOf(productIds) })}
          {productIds.length > IDS_SHOWN_MAX && ` ${say('advisory.score.more', { count: productIds.length - IDS_SHOWN_MAX })}`}
        </>
      )}
    </p>
  ));
}

/** Supplier, product, versions: as the document's own tree has them. */
function ProductTree({ products, onShow }: { readonly products: readonly AdvisoryProduct[]; readonly onShow: (at: string) => void }) {
  const bySupplier = Map.groupBy(products, ({ supplier }) => supplier ?? '');
  return (
    <ul className={styles['tree']}>
      {[...bySupplier].map(([supplier, ofSupplier]) => (
        <li key={supplier}>
          <strong>{supplier}</strong>
          <ul className={styles['tree']}>
            {[...Map.groupBy(ofSupplier, ({ product, name }) => product ?? name)].map(([product, versions]) => (
              <li key={product}>
                {product}{' '}
                {versions.map(({ id, version, at, name }) => (
                  <Button key={id} look="quiet" onPress={() => onShow(at)}>
                    {version?.text ?? name}
                  </Button>
                ))}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
