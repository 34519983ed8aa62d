import { useQueryClient } from '@tanstack/react-query';
import { Link, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { resolveNotice } from '@forewarn/api/deliveries.ts';
import type { NoticeKind } from '@forewarn/core/notices/notice.ts';
import { Button } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useWords, type PlainKey } from '../lib/words.ts';
import type { Notice } from './notice-queries.ts';
import styles from './sources.module.css';

/** What each is about, in a word or two. */
const KINDS: Readonly<Record<NoticeKind, PlainKey>> = {
  'source-silent': 'notices.kind.source-silent',
  'documents-withdrawn': 'notices.kind.documents-withdrawn',
  'source-keys-changed': 'notices.kind.source-keys-changed',
  'mailbox-unreadable': 'notices.kind.mailbox-unreadable',
  'mail-set-aside': 'notices.kind.mail-set-aside',
  'mail-complaint': 'notices.kind.mail-complaint',
  'contact-to-repair': 'notices.kind.contact-to-repair',
  'delivery-failed': 'notices.kind.delivery-failed',
  'channel-silent': 'notices.kind.channel-silent',
  'channel-down': 'notices.kind.channel-down',
  'sms-not-understood': 'notices.kind.sms-not-understood',
  'contact-key': 'notices.kind.contact-key',
  'contact-says-wrong': 'notices.kind.contact-says-wrong',
  'nominations-wait': 'notices.kind.nominations-wait',
  'joined-already': 'notices.kind.joined-already',
  'audit-broken': 'notices.kind.audit-broken',
  'draft-waits': 'notices.kind.draft-waits',
  'warning-to-review': 'notices.kind.warning-to-review',
  'exploited-now': 'notices.kind.exploited-now',
  'to-call': 'notices.kind.to-call',
  'used-after-all': 'notices.kind.used-after-all',
  'warning-outdated': 'notices.kind.warning-outdated',
  'institutions-unreachable': 'notices.kind.institutions-unreachable',
  'telling-stuck': 'notices.kind.telling-stuck',
  'answer-proposed': 'notices.kind.answer-proposed',
  'reply-received': 'notices.kind.reply-received',
  'release-differs': 'notices.kind.release-differs',
  'release-not-made': 'notices.kind.release-not-made',
  'end-of-week': 'notices.kind.end-of-week',
};
/** Kinds whose key is the id of a warning. */
const OF_WARNING = new Set([
  'institutions-unreachable',
  'telling-stuck',
  'draft-waits',
  'warning-to-review',
  'warning-outdated',
  'release-differs',
  'release-not-made',
  'to-call',
]);

/** Notices, newest first: j and k walk them, d says that one is dealt with. */
export function NoticeList({ notices }: { readonly notices: readonly Notice[] }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const mayWork = useMay('work-deliveries');
  const [chosen, choose] = useState<string>();
  const [fault, setFault] = useState<unknown>();
  const place = notices.findIndex(({ id }) => id === chosen);
  const notice = notices[place];
  const done = async ({ id }: Notice) => {
    setFault(undefined);
    try {
      choose((notices[place + 1] ?? notices[place - 1])?.id);
      await call(resolveNotice, { params: { id } });
      await queries.invalidateQueries({ queryKey: ['deliveries'] });
      tell(say('notices.done'));
    } catch (cause) {
      setFault(cause);
    }
  };
  useKeys({ d: () => notice !== undefined && mayWork && void done(notice) });
  return (
    <section className={styles['notices']}>
      {fault !== undefined && <FaultState fault={fault} />}
      <RovingList label={say('notices.title')} rows={notices} chosen={chosen} onChoose={choose}>
        {(row) => (
          <div className={styles['notice']}>
            <strong>{say(Object.hasOwn(KINDS, row.kind) ? KINDS[row.kind as NoticeKind] : 'notices.kind.other')}</strong>{' '}
            <span className="soft">
              <Time at={row.raisedAt} />
            </span>
            <p>{row.sentence[language]}</p>
          </div>
        )}
      </RovingList>
      {notice !== undefined && (
        <div className={styles['acts']}>
          {mayWork && (
            <Button look="main" onPress={() => void done(notice)}>
              {say('notices.dismiss')} <kbd>d</kbd>
            </Button>
          )}
          {OF_WARNING.has(notice.kind) && (
            <Link {...linkOptions({ to: '/open-warnings/$id', params: { id: notice.key } })}>{say('notices.look')}</Link>
          )}
        </div>
      )}
    </section>
  );
}
