import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallInput, CallOutput } from '@forewarn/api/client.ts';
import { addContact, changeContact, removeContact, type showInstitution } from '@forewarn/api/institutions.ts';
import { confirmContacts } from '@forewarn/api/reachability.ts';
import { CONTACT_ROLES } from '@forewarn/core/institutions/contact.ts';
import { Button } from '../components/button.tsx';
import { DoorFaults } from '../components/door-faults.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import { ContactKeys } from './contact-keys.tsx';
import { MoveContact } from './move-contact.tsx';
import { NightNumber } from './night-number.tsx';
import { institutionQuery } from './people-queries.ts';
import { useContactOrder } from './use-contact-order.ts';
import styles from './people.module.css';

type Contact = CallOutput<typeof showInstitution>['contacts'][number];
type Given = CallInput<typeof addContact>['body'];

/** Who is told, in the order in which they are asked: each confirmed, changed or taken away, with a way back. */
export function Contacts({ institutionId, toConfirm }: { readonly institutionId: string; readonly toConfirm: readonly string[] }) {
  const { say } = useWords();
  const { contacts } = useSuspenseQuery(institutionQuery(institutionId)).data;
  const mayChange = useMay('change-institution');
  const [edited, edit] = useState<Contact | 'new'>();
  const [keysOf, showKeys] = useState<Contact>();
  const order = useContactOrder(institutionId);
  const ids = contacts.map(({ id }) => id);
  const move = ({ id, name }: Contact, to: number) =>
    order.mutate({
      ids: ids.filter((one) => one !== id).toSpliced(to, 0, id),
      said: say('contacts.moved', { name, place: to + 1 }),
      back: ids,
    });
  const { save, remove, confirm } = useContactChanges(institutionId);
  return (
    <section aria-labelledby="contacts" className={styles['part']}>
      <h2 id="contacts">{say('contacts.title')}</h2>
      {contacts.length > 1 && <p>{say('contacts.order')}</p>}
      <ul className={styles['plain']}>
        {contacts.map((contact, place) => (
          <li key={contact.id} className={styles['person']}>
            <div>
              <span className="number">{say('contacts.place', { place: place + 1 })}</span> <strong>{contact.name}</strong>{' '}
              <span className="soft">{say(`contact-role.${contact.role}`)}</span>
              <div>{[contact.phone, contact.email].filter(Boolean).join(' · ')}</div>
              <DoorFaults institutionId={institutionId} contactId={contact.id} toRepair={contact.toRepair} />
              <div className="soft">
                {contact.confirmedAt === undefined ? (
                  say('contacts.never')
                ) : (
                  <>
                    {say('contacts.confirmed')} <Time at={contact.confirmedAt} />
                  </>
                )}
              </div>
              <NightNumber institutionId={institutionId} contactId={contact.id} name={contact.name} />
            </div>
            {mayChange && (
              <div className={styles['row']}>
                {toConfirm.includes(contact.id) && (
                  <Button aria-label={say('contacts.right-of', { name: contact.name })} onPress={() => confirm.mutate(contact.id)}>
                    {say('contacts.right')}
                  </Button>
                )}
                <Button aria-label={say('contacts.change-of', { name: contact.name })} onPress={() => edit(contact)}>
                  {say('contacts.change')}
                </Button>
                {contacts.length > 1 && (
                  <MoveContact name={contact.name} place={place} count={contacts.length} onMove={(to) => move(contact, to)} />
                )}
                {contact.email !== undefined && (
                  <Button aria-label={say('contacts.keys-of', { name: contact.name })} onPress={() => showKeys(contact)}>
                    {say('contacts.keys')}
                  </Button>
                )}
                <Button look="quiet" aria-label={say('contacts.remove-of', { name: contact.name })} onPress={() => remove.mutate(contact)}>
                  {say('contacts.remove')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {contacts.length === 0 && <p>{say('gap.no-contacts')}</p>}
      {mayChange && <Button onPress={() => edit('new')}>{say('contacts.add')}</Button>}
      <NotSent sending={remove} />
      <NotSent sending={confirm} />
      <NotSent sending={order} />
      <Dialog
        title={say('contacts.keys-of', { name: keysOf?.name ?? '' })}
        isOpen={keysOf !== undefined}
        onClose={() => showKeys(undefined)}
      >
        {keysOf !== undefined && <ContactKeys institutionId={institutionId} contactId={keysOf.id} name={keysOf.name} />}
      </Dialog>
      <Dialog
        title={say(edited === 'new' ? 'contacts.add' : 'contacts.change')}
        isOpen={edited !== undefined}
        onClose={() => edit(undefined)}
      >
        {edited !== undefined && (
          <ContactForm
            contact={edited === 'new' ? undefined : edited}
            onSave={(given) => save.mutate({ id: edited === 'new' ? undefined : edited.id, given }, { onSuccess: () => edit(undefined) })}
          >
            <NotSent sending={save} />
          </ContactForm>
        )}
      </Dialog>
    </section>
  );
}

function useContactChanges(institutionId: string) {
  const { say } = useWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['institutions'] });
  const save = useMutation({
    mutationFn: async ({ id, given }: { readonly id?: string; readonly given: Given }) => {
      if (id === undefined) await call(addContact, { params: { id: institutionId }, body: given });
      else await call(changeContact, { params: { id: institutionId, contactId: id }, body: given });
    },
    onSuccess: () => tell(say('contacts.saved')),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: Contact) => call(removeContact, { params: { id: institutionId, contactId: id } }),
    onSuccess: (_removed, contact) => tell(say('contacts.removed', { name: contact.name }), () => save.mutate({ given: givenOf(contact) })),
    onSettled,
  });
  const confirm = useMutation({
    mutationFn: (id: string) => call(confirmContacts, { params: { id: institutionId }, body: { contactIds: [id] } }),
    onSuccess: () => tell(say('people.confirmed')),
    onSettled,
  });
  return { save, remove, confirm };
}

function ContactForm({
  contact,
  onSave,
  children,
}: {
  readonly contact: Contact | undefined;
  readonly onSave: (given: Given) => void;
  readonly children: React.ReactNode;
}) {
  const { say } = useWords();
  const [given, setGiven] = useState<Given>(contact === undefined ? { role: '24-7' } : givenOf(contact));
  const text = (field: 'name' | 'phone' | 'email') => (
    <Field
      label={say(`contacts.${field}`)}
      type={field === 'name' ? 'text' : field === 'phone' ? 'tel' : 'email'}
      isRequired={field === 'name'}
      value={given[field] ?? ''}
      onChange={(value) => setGiven({ ...given, [field]: value })}
    />
  );
  return (
    <form
      className={styles['part']}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(given);
      }}
    >
      {text('name')}
      <label className="labelled">
        {say('contacts.role')}
        <select value={given.role} onChange={({ target }) => setGiven({ ...given, role: target.value })}>
          {CONTACT_ROLES.map((role) => (
            <option key={role} value={role}>
              {say(`contact-role.${role}`)}
            </option>
          ))}
        </select>
      </label>
      {text('phone')}
      {text('email')}
      {children}
      <Button look="main" type="submit">
        {say('contacts.save')}
      </Button>
    </form>
  );
}

function givenOf({ name, role, email, phone, language, order, webhookUrl }: Contact): Given {
  return { name, role, email, phone, language, order, webhookUrl };
}
