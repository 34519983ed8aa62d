import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { showContactCard } from '@forewarn/api/print.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { Field } from '../components/field.tsx';
import { CertaintyMark } from '../components/marks.tsx';
import { DoorFaults } from '../components/door-faults.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { useMinute } from '../lib/clock.ts';
import { momentWords } from '../lib/moment-words.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { appliesQuery, institutionQuery, type Applies, type Shown } from './constituency-queries.ts';
import styles from './constituency.module.css';
import { KvkNumber } from './kvk-number.tsx';

const CONFIRMED_DAYS_MAX = 90;

/** One institution: whether something concerns it, whom to ring, what it uses and how old that knowledge is. */
export function InstitutionPage() {
  const { say, language } = useWords();
  const { id } = useParams({ from: '/institutions/$id' });
  const { institution, inventories } = useSuspenseQuery(institutionQuery(id)).data;
  const mayCard = useMay('change-institution');
  const places = [...institution.networks, ...institution.domains];
  return (
    <>
      <PageSentence title={institution.name}>
        {say('institution.sentence', { name: institution.name, sector: say(`sector.${institution.sector}`) })}
      </PageSentence>
      <div className={styles['parts']}>
        <AskedByPhone institutionId={id} />
        <Contacts institutionId={id} contacts={institution.contacts} />
        <p>
          <Link to="/institutions/$id/wishes" params={{ id }}>
            {say('wishes.link.of')}
          </Link>
        </p>
        {mayCard && (
          <p>
            <a href={showContactCard.path.replace(':id', id)}>{say('institution.card')}</a>
          </p>
        )}
        <KvkNumber key={institution.id} institution={institution} />
        <section>
          <h2>{say('institution.inventories')}</h2>
          {inventories.length === 0 && <p>{say('institution.inventories.none')}</p>}
          <ul>
            {inventories.map(({ name, newest }) => (
              <li key={name}>
                {newest === undefined
                  ? name
                  : say('institution.inventory.age', {
                      name,
                      count: newest.itemCount,
                      date: momentWords(newest.takenAt ?? newest.receivedAt, Date.now(), language).fullDate,
                    })}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{say('institution.networks')}</h2>
          {places.length === 0 ? (
            <p>{say('institution.networks.none')}</p>
          ) : (
            <ul>
              {places.map((place) => (
                <li key={place}>{place}</li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}

/** "Krijgen wij dit ook?": typed while somebody is on the telephone, answered with reasons. */
function AskedByPhone({ institutionId }: { readonly institutionId: string }) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const { data } = useQuery(appliesQuery(institutionId, text.trim()));
  return (
    <section>
      <h2>{say('institution.ask')}</h2>
      <Field label={say('institution.ask')} help={say('institution.ask.help')} value={text} onChange={setText} maxLength={200} />
      <div role="status">
        {data !== undefined && data.length === 0 && <p>{say('institution.ask.nothing')}</p>}
        <ul className={styles['answers']}>
          {data?.map((applies) => (
            <Answer key={applies.advisoryId} applies={applies} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Answer({ applies }: { readonly applies: Applies }) {
  const { say, language } = useWords();
  return (
    <li>
      <strong>{say(`institution.answer.${applies.answer}`)}</strong>{' '}
      {applies.certainty !== undefined && <CertaintyMark certainty={applies.certainty} />}{' '}
      {applies.because !== undefined && say(`institution.because.${applies.because}`)}
      <div>
        <Link to="/advisories/$id" params={{ id: applies.advisoryId }}>
          {applies.document.title}
        </Link>{' '}
        <span className="soft">
          {applies.document.publisher} {applies.document.trackingId}
          {applies.document.releasedAt !== undefined && (
            <>
              {' · '}
              <Time at={applies.document.releasedAt} />
            </>
          )}
        </span>
      </div>
      {applies.reasons.slice(0, 3).map(({ reason, key, supplier, product, version }) => (
        <p key={`${reason}/${key}`} className="soft">
          {words(language)(`reason.${reason}`)}: {[supplier, product, version].filter(Boolean).join(' ')}
        </p>
      ))}
    </li>
  );
}

function Contacts({ institutionId, contacts }: { readonly institutionId: string; readonly contacts: Shown['contacts'] }) {
  const { say, language } = useWords();
  const now = useMinute();
  return (
    <section>
      <h2>{say('institution.contacts')}</h2>
      {contacts.length === 0 && <p>{say('institution.contacts.none')}</p>}
      {contacts.length > 0 && (
        <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('institution.contacts')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {(['name', 'role', 'reach', 'confirmed'] as const).map((column) => (
                  <th key={column} scope="col">
                    {say(`institution.contact.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {contacts.map(({ id, name, role, email, phone, toRepair, confirmedAt }) => (
                <tr key={id}>
                  <td>{name}</td>
                  <td>{words(language)(`role.${role}`)}</td>
                  <td>
                    {phone !== undefined && <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>} {email}
                    <DoorFaults institutionId={institutionId} contactId={id} toRepair={toRepair} />
                  </td>
                  <td>
                    {confirmedAt === undefined ? say('institution.contact.never') : <Time at={confirmedAt} as="table" />}{' '}
                    {confirmedAt !== undefined && now - Date.parse(confirmedAt) > CONFIRMED_DAYS_MAX * 86_400_000 && (
                      <strong>{say('institution.contact.old')}</strong>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
