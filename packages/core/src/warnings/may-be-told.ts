import type { Contact } from '../institutions/contact.ts';
import { mayReceive } from '../sharing/may-receive.ts';
import { notPersonBecause } from './not-person-because.ts';
import type { WarningVersion } from './warning.ts';

/**
 * Those of an institution's contacts whom word of a version may be sent at all, be it a notice: not an IT provider that the sender did not
 * tick (DOMAIN §4.4), and of what is TLP:RED nobody but the persons that it names, and then neither their machines nor the chats they share. Asked when a release is
 * planned, and again by everything that later tells somebody else: follow-up, and who hears of an answer.
 */
export function mayBeTold(
  contacts: readonly Contact[],
  version: Pick<WarningVersion, 'tlp' | 'sharedWithItProvider' | 'audience'>,
): readonly Contact[] {
  const allowed = contacts.filter(({ role }) => {
    const verdict = mayReceive({
      label: version.tlp,
      channel: 'email',
      reader: { kind: 'contact', role },
      purpose: 'warn',
      sharedWithItProvider: version.sharedWithItProvider,
    });
    return verdict.kind !== 'no';
  });
  if (version.tlp !== 'RED') return allowed;
  return allowed
    .filter((contact) => version.audience.persons?.includes(contact.id) === true && notPersonBecause(contact, contacts) === undefined)
    .map(({ webhookUrl: _machine, chatHost: _group, ...person }) => person);
}
