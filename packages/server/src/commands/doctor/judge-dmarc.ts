import { well, worthALook, wrong, type Finding } from './finding.ts';
import { tagsOf } from './judge-dkim.ts';

const CHECK = 'sender-dmarc';

/** What a domain says of mail in its name that is not proven (RFC 7489 §6.3). `at`: where the records stand, the domain or one above it. */
export function judgeDmarc({
  domain,
  at,
  records,
}: {
  readonly domain: string;
  readonly at: string;
  readonly records: readonly string[];
}): Finding {
  const hint = `Publish as TXT at _dmarc.${at}: v=DMARC1; p=reject; rua=mailto:… (p=none at first, until the reports are clean).`;
  const [record, second] = records;
  if (record === undefined)
    return wrong(CHECK, {
      message: `${domain} has no DMARC record: anybody can warn in your name, and large receivers refuse your mail.`,
      hint,
    });
  if (second !== undefined)
    return wrong(CHECK, {
      message: `There are ${records.length} DMARC records at _dmarc.${at}; receivers then follow none.`,
      hint: 'Leave one.',
    });
  const tags = tagsOf(record);
  const policy = ((at === domain ? undefined : tags.get('sp')) ?? tags.get('p') ?? '').toLowerCase();
  if (!['none', 'quarantine', 'reject'].includes(policy))
    return wrong(CHECK, { message: `The DMARC record at _dmarc.${at} has no policy that can be read.`, hint });
  if (policy === 'none')
    return worthALook(CHECK, `The DMARC record at _dmarc.${at} lets forged mail through (none).`, 'Go to quarantine and then to reject.');
  const share = Number(tags.get('pct') ?? '100');
  if (share < 100)
    return worthALook(
      CHECK,
      `The DMARC record at _dmarc.${at} holds for ${share}% of the mail.`,
      'Take pct away when the reports are clean.',
    );
  return well(CHECK, `Forged mail of ${domain} is stopped (DMARC ${policy}).`);
}
