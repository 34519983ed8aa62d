import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { endHelpRequest, leaveHelpRequest, reopenHelpRequest, takeHelpRequest } from '@forewarn/api/help-requests.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { Field } from '../components/field.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Panes } from '../components/panes.tsx';
import { RovingList } from '../components/roving-list.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { isKept } from '../lib/fault.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { helpQuery, type HelpRequest } from './help-queries.ts';
import styles from './help.module.css';

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
  const queries = useQueryClient();
  const mayFollowUp = useMay('follow-up');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<unknown>();
  const params = { id: request.id };
  const act = async (way: () => Promise<unknown>) => {
    setFault(undefined);
    try {
      await way();
    } catch (cause) {
      if (isKept(cause)) setNote('');
      else setFault(cause);
    }
    await queries.invalidateQueries({ queryKey: ['warnings'] });
  };
  const end = () =>
    void act(async () => {
      await call(endHelpRequest, { params, body: { note: note.trim() } });
      tell(say('help.ended', { institution: request.institution }), () => void act(() => call(reopenHelpRequest, { params })));
    });
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
      {fault !== undefined && <FaultState fault={fault} />}
      {mayFollowUp && (
        <>
          <div>
            {request.owner === undefined ? (
              <Button look="main" onPress={() => void act(() => call(takeHelpRequest, { params, body: {} }))}>
                {say('help.take')}
              </Button>
            ) : (
              <Button onPress={() => void act(() => call(leaveHelpRequest, { params }))}>{say('help.leave')}</Button>
            )}
          </div>
          <Field label={say('help.note')} lines={3} maxLength={4_000} value={note} onChange={setNote} />
          <div>
            <Button isDisabled={note.trim() === ''} onPress={end}>
              {say('help.done')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
