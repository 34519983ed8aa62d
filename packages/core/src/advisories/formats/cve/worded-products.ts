import type { AdvisoryProduct } from '../../advisory.ts';
import { productsInWords } from './products-in-words.ts';

/**
 * The products that the first of these texts to name any names, for records that name none where they should. Whether the first word is
 * the maker or part of the name is not told, so both are offered: "Kaseya VSA", and VSA of Kaseya. `at` is the JSON pointer of the text.
 */
export function wordedProducts(texts: readonly string[], at: string): readonly AdvisoryProduct[] {
  const found = texts.map(productsInWords).find((products) => products.length > 0) ?? [];
  const readings = found.flatMap(({ name, version }) => {
    const [supplier, ...rest] = name.split(' ');
    const whole = { name, product: name, version };
    return rest.length === 0 ? [whole] : [whole, { name, supplier, product: rest.join(' '), version }];
  });
  return readings.map(({ version, ...names }, place) => ({
    id: `words/${place}`,
    ...names,
    ...(version === undefined ? {} : { version }),
    purls: [],
    otherIdentifiers: [],
    at,
  }));
}
