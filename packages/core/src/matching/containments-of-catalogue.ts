import type { Catalogue } from '../products/catalogue/catalogue.ts';
import { containsIndexOf } from '../products/catalogue/contained-in.ts';
import type { Containment } from './containments.ts';
import { containmentsOfIndex } from './containments-of-index.ts';

/** As `containmentsOfIndex`, of a catalogue that nobody made ready yet: at a member, from a file. */
export function containmentsOfCatalogue(catalogue: Catalogue): readonly Containment[] {
  return containmentsOfIndex(containsIndexOf(catalogue));
}
