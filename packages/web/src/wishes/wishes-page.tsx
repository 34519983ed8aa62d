import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { showInstitution } from '@forewarn/api/institutions.ts';
import { changeWishes, forgetWishes } from '@forewarn/api/wishes.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { DoorFaults } from '../components/door-faults.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useSession } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { DescribedWishes } from './describe-wishes.tsx';
import { Relevance } from './relevance.tsx';
import { WishesForm } from './wishes-form.tsx';
import { wishesQuery, type ContactWishes, type Wishes } from './wishes-queries.ts';
import styles from './wishes.module.css';

/** "Wat u van ons krijgt", as a member reads it of itself. */
export function WishesPage() {
  const { say } = useWords();
  const session = useSession();
  const institutionId = session.kind === 'nobody' ? undefined : session.institutionId;
  if (institutionId === undefined) return <EmptyState isPage what={say('home.nobody')} next={say('home.nobody.next')} />;
  return (
    <div className={styles['page']}>
      <PageSentence title={say('wishes.title')}>{say('wishes.sentence')}</PageSentence>
      <WishedContacts institutionId={institutionId} />
      <Relevance institutionId={institutionId} isMember />
    </div>
  );
}

/** The same for the CERT, of an institution that is on the telephone. */
export function InstitutionWishesPage() {
  const { say } = useWords();
  const { id } = useParams({ from: '/institutions/$id/wishes' });
  const { name } = useSuspenseQuery({
    queryKey: ['institutions', 'wished', id],
    queryFn: () => call(showInstitution, { params: { id } }),
  }).data;
  return (
    <div className={styles['page']}>
      <PageSentence title={say('wishes.title')}>{say('wishes.sentence.of', { name })}</PageSentence>
      <WishedContacts institutionId={id} />
      <Relevance institutionId={id} isMember={false} />
      <p>
        <Link to="/institutions/relevance">{say('relevance.all.link')}</Link>
      </p>
    </div>
  );
}

function WishedContacts({ institutionId }: { readonly institutionId: string }) {
  const { say } = useWords();
  const { contacts } = useSuspenseQuery(wishesQuery(institutionId)).data;
  const [edited, edit] = useState<ContactWishes>();
  const { save, forget } = useWishChanges(institutionId);
  if (contacts.length === 0) return <EmptyState what={say('wishes.none')} next={say('wishes.none.next')} />;
  return (
    <section aria-label={say('wishes.title')}>
      <ul className={styles['plain']}>
        {contacts.map((contact) => (
          <li key={contact.contactId} className={styles['contact']}>
            <Contact
              institutionId={institutionId}
              contact={contact}
              onChange={() => edit(contact)}
              onForget={() => forget.mutate(contact.contactId)}
            />
          </li>
        ))}
      </ul>
      {forget.error !== null && <FaultState fault={forget.error} onTryAgain={forget.reset} />}
      <Dialog
        title={say('wishes.change-of', { name: edited?.contact ?? '' })}
        isOpen={edited !== undefined}
        onClose={() => edit(undefined)}
      >
        {edited !== undefined && (
          <WishesForm
            institutionId={institutionId}
            contact={edited}
            colleagues={contacts.filter(({ contactId }) => contactId !== edited.contactId)}
            onSave={(wishes, language) =>
              save.mutate({ contactId: edited.contactId, wishes, language }, { onSuccess: () => edit(undefined) })
            }
          >
            {save.error !== null && <FaultState fault={save.error} onTryAgain={save.reset} />}
          </WishesForm>
        )}
      </Dialog>
    </section>
  );
}

function Contact({
  institutionId,
  contact,
  onChange,
  onForget,
}: {
  readonly institutionId: string;
  readonly contact: ContactWishes;
  readonly onChange: () => void;
  readonly onForget: () => void;
}) {
  const { say, language } = useWords();
  const { contact: name, role, isSelf, isUsual, wishes, waiting, nextBundleAt, awayUntil, mayChange } = contact;
  return (
    <>
      <div>
        <strong>{name}</strong> <span className="soft">{words(language)(`role.${role}`)}</span>{' '}
        {isSelf && <span>({say('wishes.you')})</span>}
      </div>
      <DescribedWishes wishes={wishes} />
      <DoorFaults institutionId={institutionId} contactId={contact.contactId} />
      {awayUntil !== undefined && <p>{say('wishes.away', { until: awayUntil })}</p>}
      {waiting > 0 && (
        <p>
          {say('wishes.waiting', { count: waiting })} <Time at={nextBundleAt} />.
        </p>
      )}
      <p className="soft">{isUsual ? say('wishes.usual') : <Changed contact={contact} />}</p>
      {mayChange ? (
        <div className={styles['row']}>
          <Button aria-label={say('wishes.change-of', { name })} onPress={onChange}>
            {say('wishes.change')}
          </Button>
          {!isUsual && (
            <Button look="quiet" aria-label={say('wishes.usual-again-of', { name })} onPress={onForget}>
              {say('wishes.usual-again')}
            </Button>
          )}
        </div>
      ) : (
        <p className="soft">{say('wishes.not-mine', { name })}</p>
      )}
    </>
  );
}

function Changed({ contact: { through, changedBy, changedAt } }: { readonly contact: ContactWishes }) {
  const { say } = useWords();
  const by = changedBy ?? '';
  const sentence =
    through === 'contact'
      ? say('wishes.changed.contact')
      : through === 'cert'
        ? say('wishes.changed.cert', { by })
        : say('wishes.changed.institution', { by });
  return (
    <>
      {sentence} {changedAt !== undefined && <Time at={changedAt} />}
    </>
  );
}

function useWishChanges(institutionId: string) {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['institutions'] });
  const onSuccess = () => tell(say('wishes.saved'));
  const save = useMutation({
    mutationFn: ({ contactId, wishes, language }: { readonly contactId: string; readonly wishes: Wishes; readonly language: Language }) =>
      call(changeWishes, { params: { id: institutionId, contactId }, body: { wishes, language } }),
    onSuccess,
    onSettled,
  });
  const forget = useMutation({
    mutationFn: (contactId: string) => call(forgetWishes, { params: { id: institutionId, contactId } }),
    onSuccess,
    onSettled,
  });
  return { save, forget };
}
