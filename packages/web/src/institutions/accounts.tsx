import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallOutput } from '@forewarn/api/client.ts';
import { addAccount, changeAccount, type listAccounts } from '@forewarn/api/accounts.ts';
import { INSTITUTION_ROLES, type InstitutionRole } from '@forewarn/core/institutions/principal.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { NotSent } from '../components/not-sent.tsx';
import { accountsQuery } from './people-queries.ts';
import styles from './people.module.css';

type Account = CallOutput<typeof listAccounts>['accounts'][number];

/** Who may sign in for the institution, and as what; invited by mail, ended at once, with a way back. */
export function Accounts() {
  const { say } = useWords();
  const queries = useQueryClient();
  const { accounts } = useSuspenseQuery(accountsQuery).data;
  const mayChange = useMay('change-accounts');
  const onSettled = () => queries.invalidateQueries({ queryKey: ['institutions', 'accounts'] });
  const change = useMutation({
    mutationFn: ({ account, disabled }: { readonly account: Account; readonly disabled: boolean }) =>
      call(changeAccount, { params: { id: account.id }, body: { disabled } }),
    onSuccess: (_changed, { account, disabled }) =>
      tell(
        say(disabled ? 'accounts.ended' : 'accounts.again', { name: account.name }),
        disabled ? () => change.mutate({ account, disabled: false }) : undefined,
      ),
    onSettled,
  });
  return (
    <section aria-labelledby="accounts" className={styles['part']}>
      <h2 id="accounts">{say('accounts.title')}</h2>
      {accounts.length === 0 && <p>{say('accounts.none')}</p>}
      <ul className={styles['plain']}>
        {accounts.map((account) => (
          <li key={account.id} className={styles['person']}>
            <div>
              <strong>{account.name}</strong>
              {account.disabledAt !== undefined && <strong> {say('accounts.is-ended')}</strong>}
              <div className="soft">
                {[account.email, ...account.roles.map((role) => say(`member-role.${roleOf(role)}`))].filter(Boolean).join(' · ')}
              </div>
            </div>
            {mayChange && (
              <Button
                look="quiet"
                aria-label={say(account.disabledAt === undefined ? 'accounts.end-of' : 'accounts.restore-of', { name: account.name })}
                onPress={() => change.mutate({ account, disabled: account.disabledAt === undefined })}
              >
                {say(account.disabledAt === undefined ? 'accounts.end' : 'accounts.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <NotSent sending={change} />
      {mayChange && <Invite onSettled={onSettled} />}
    </section>
  );
}

function Invite({ onSettled }: { readonly onSettled: () => Promise<void> }) {
  const { say } = useWords();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<InstitutionRole>('it');
  const invite = useMutation({
    mutationFn: () => call(addAccount, { body: { kind: 'institution', name: name.trim(), email: email.trim(), roles: [role] } }),
    onSuccess: () => {
      tell(say('accounts.invited', { name: name.trim() }));
      setName('');
      setEmail('');
    },
    onSettled,
  });
  return (
    <form
      className={styles['part']}
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <Field label={say('contacts.name')} isRequired value={name} maxLength={200} onChange={setName} />
      <Field label={say('contacts.email')} type="email" isRequired value={email} onChange={setEmail} />
      <label className="labelled">
        {say('contacts.role')}
        <select value={role} onChange={({ target }) => setRole(roleOf(target.value))}>
          {INSTITUTION_ROLES.map((one) => (
            <option key={one} value={one}>
              {say(`member-role.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <NotSent sending={invite} />
      <Button type="submit">{say('accounts.invite')}</Button>
    </form>
  );
}

function roleOf(role: string): InstitutionRole {
  return INSTITUTION_ROLES.find((one) => one === role) ?? 'read-only';
}
