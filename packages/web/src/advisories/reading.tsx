import type { Advisory, AdvisoryProduct } from '@forewarn/core/advisories/advisory.ts';
import { Button } from '../components/button.tsx';
import { useWords } from '../lib/words.ts';
import styles from './advisory.module.css';

const PRODUCTS_SHOWN_MAX = 300;

/** What we read of a document: its words, vulnerabilities with scores and remedies, and the tree of products. The words are the publisher's. */
export function Reading({ advisory, onShow }: { readonly advisory: Advisory; readonly onShow: (at: string) => void }) {
  const { say } = useWords();
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
              {vulnerability.scores.slice(0, 1).map(({ version, baseScore, vector }) => (
                <p key={vector} className="soft">
                  {say('advisory.score', { version, score: baseScore, vector })}
                </p>
              ))}
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
