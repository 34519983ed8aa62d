import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { later } from '../components/later.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Panes } from '../components/panes.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { Time } from '../components/time.tsx';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { helpQuery, type HelpRequest } from './help-queries.ts';
import styles from './help.module.css';
import { useHelpActs } from './use-help-acts.ts';

const GiveRequest = later(async () => (await import('./give-request.tsx')).GiveRequest);

/** Who waits for help, by when; who does it; and what came of it. */
export function HelpPage() {
  const { say } = useWords();
  const { helpRequests } = useSuspenseQuery(helpQuery).data;
  const { request: chosen } = useSearch({ from: '/help-requests' });
  const navigate = useNavigate();
  const current = helpRequests.find(({ id }) => id === chosen);
  return (
    <>
      <PageSentence title={say('help.title')}>
        {helpRequests.length === 0
          ? say('help.empty')
          : say('help.sentence', { count: helpRequests.length, late: helpRequests.filter(({ isLate }) => isLate).length })}
      </PageSentence>
      {helpRequests.length === 0 ? (
        <EmptyState what={say('help.empty')} next={say('help.empty.next')} />
      ) : (
        <Panes
          hasChosen={current !== undefined}
          list={
            <RovingList
              label={say('help.title')}
              rows={helpRequests}
              chosen={chosen}
              onChoose={(request) => void navigate({ to: '/help-requests', search: { request }, replace: true, resetScroll: false })}
            >
              {(row) => (
                <>
                  <strong>{row.institution}</strong>
                  <div className="soft">
                    {say('help.due')} <Time at={row.dueAt} as="table" /> {row.isLate && <strong>{say('help.late')}</strong>} ·{' '}
                    {row.owner === undefined ? say('help.nobody') : say('help.owner', { owner: row.owner })}
                  </div>
                </>
              )}
            </RovingList>
          }
          detail={current === undefined ? <p className="soft">{say('help.choose')}</p> : <Request key={current.id} request={current} />}
        />
      )}
    </>
  );
}

function Request({ request }: { readonly request: HelpRequest }) {
  const { say } = useWords();
  const mayFollowUp = useMay('follow-up');
  return (
    <div className={styles['request']}>
      <h2>{request.institution}</h2>
      <p>
        {say('help.asked', { by: request.askedBy })}, <Time at={request.askedAt} />
      </p>
      {request.remark !== undefined && <p>{request.remark}</p>}
      {request.phone !== undefined && (
        <a className={styles['phone']} href={`tel:${request.phone.replaceAll(/[^+\d]/g, '')}`}>
          {request.contact} {request.phone}
        </a>
      )}
      <Link to="/open-warnings/$id" params={{ id: request.warningId }} search={{ institution: request.institutionId }}>
        {say('help.board', { reference: request.reference })}
      </Link>
      {mayFollowUp && <Work request={request} />}
    </div>
  );
}

/** Whose it is, giving it to a colleague, and that it is done; each with its way back. */
function Work({ request }: { readonly request: HelpRequest }) {
  const { say } = useWords();
  const { fault, acts } = useHelpActs(request);
  const [note, setNote] = useState('');
  const [isGiving, give] = useState(false);
  const isNobodys = request.owner === undefined;
  useKeys({ t: () => void (isNobodys ? acts.take() : acts.leave()), g: () => give(true) });
  return (
    <>
      {fault !== undefined && <FaultState fault={fault} />}
      <div className={styles['acts']}>
        <Button look={isNobodys ? 'main' : 'plain'} onPress={() => void (isNobodys ? acts.take() : acts.leave())}>
          {say(isNobodys ? 'help.take' : 'help.leave')} <kbd>t</kbd>
        </Button>
        <Button onPress={() => give(true)}>
          {say('help.give')} <kbd>g</kbd>
        </Button>
      </div>
      <Field label={say('help.note')} lines={3} maxLength={4_000} value={note} onChange={setNote} />
      <div>
        <Button isDisabled={note.trim() === ''} onPress={() => void acts.end(note.trim()).then((isDone) => isDone && setNote(''))}>
          {say('help.done')}
        </Button>
      </div>
      <GiveRequest isOpen={isGiving} institution={request.institution} onGive={acts.give} onClose={() => give(false)} />
    </>
  );
}
