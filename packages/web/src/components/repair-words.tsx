import { repairInWords } from '@forewarn/core/deliveries/contact-to-repair.ts';
import { useWords } from '../lib/words.ts';

/** Why nothing goes to a contact, in the reader's language; as it was written where somebody else wrote it. */
export function RepairWords({ toRepair }: { readonly toRepair: string }) {
  const { language } = useWords();
  const said = repairInWords(toRepair, language);
  return said === undefined ? <span lang="en">{toRepair}</span> : said;
}
