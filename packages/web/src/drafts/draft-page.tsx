import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '../components/button.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { tell } from '../components/toasts.tsx';
import { useKeys } from '../lib/keys.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { Audience } from './audience.tsx';
import { BeginVersion } from './begin-version.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { EMPTY_TEXT, type DraftForm } from './draft-form.ts';
import { previewQuery, simulationQuery, warningQuery, type Preview, type ShownVersion, type ShownWarning } from './draft-queries.ts';
import { Persons } from './persons.tsx';
import { PlannedRelease } from './planned-release.tsx';
import { MailPreview } from './mail-preview.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { SavedState } from './saved-state.tsx';
import { SharingFields } from './sharing-fields.tsx';
import { Simulation } from './simulation.tsx';
import { EnglishParts, TextParts } from './text-parts.tsx';
import { TextFields } from './text-fields.tsx';
import { useDraft } from './use-draft.ts';
import styles from './draft.module.css';

/** Writes the next version of a warning, and shows before it goes out exactly what would happen. */
export function DraftPage() {
  const { id } = useParams({ from: '/drafts/$id' });
  const warning = useSuspenseQuery(warningQuery(id)).data;
  const draft = warning.versions.find(({ state }) => state === 'draft');
  return draft === undefined ? (
    <BeginVersion key={id} warning={warning} />
  ) : (
    <Editor key={`${id}/${draft.version}`} warning={warning} draft={draft} />
  );
}

function Editor({ warning, draft }: { readonly warning: ShownWarning; readonly draft: ShownVersion }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const { form, change, state, savedAt, takeTheirs, keepMine } = useDraft(warning.id, draft);
  const { data: preview, isPlaceholderData } = useQuery(previewQuery(warning.id, savedAt));
  const [isReleasing, release] = useState(false);
  const mayRelease = useMay('release-warnings');
  const isReady = state.kind === 'saved' && preview !== undefined && !isPlaceholderData;
  const open = () => (isReady ? release(true) : tell(say('release.not-saved')));
  useKeys({ s: open });
  return (
    <>
      <PageSentence
        title={say('draft.title', { reference: warning.reference })}
        isDrill={warning.isDrill}
        beside={
          <>
            {warning.releasedVersion > 0 && (
              <Link className={buttonClass('plain')} to="/open-warnings/$id" params={{ id: warning.id }}>
                {say('draft.board')}
              </Link>
            )}
            {mayRelease && (
              <Button look="main" onPress={open}>
                {say('release.open')} <kbd>s</kbd>
              </Button>
            )}
          </>
        }
      >
        <Sentence warning={warning} preview={preview} savedAt={savedAt} />
      </PageSentence>
      <SavedState state={state} savedAt={savedAt} />
      {draft.plannedRelease !== undefined && <PlannedRelease id={warning.id} planned={draft.plannedRelease} />}
      {state.kind === 'conflict' && (
        <ConflictNotice
          conflict={state}
          mine={form}
          onKeepMine={keepMine}
          onTakeTheirs={() => {
            takeTheirs();
            tell(say('conflict.taken'), () => change(form));
          }}
        />
      )}
      <div className={styles['columns']}>
        <Writing form={form} version={draft.version} warning={warning} preview={preview} onChange={change} />
        <div className={styles['beside']}>
          {preview !== undefined && (
            <>
              <Audience preview={preview} audience={form.audience} onChange={(audience) => change({ ...form, audience })} />
              <Simulation id={warning.id} savedAt={savedAt} />
              <MailPreview preview={preview} savedAt={savedAt} text={form.nl} />
            </>
          )}
        </div>
      </div>
      {isReleasing && preview !== undefined && (
        <ReleaseDialog
          preview={preview}
          onClose={() => release(false)}
          onReleased={() => void navigate({ to: '/open-warnings/$id', params: { id: warning.id } })}
        />
      )}
    </>
  );
}

function Writing({
  form,
  version,
  warning,
  preview,
  onChange,
}: {
  readonly form: DraftForm;
  readonly version: number;
  readonly warning: ShownWarning;
  readonly preview: Preview | undefined;
  readonly onChange: (form: DraftForm) => void;
}) {
  const { say } = useWords();
  const { en, ...withoutEnglish } = form;
  const removeEnglish = () => {
    onChange(withoutEnglish);
    tell(say('draft.english-removed'), () => onChange(form));
  };
  return (
    <div className={styles['writing']}>
      <SharingFields form={form} onChange={onChange}>
        <Persons preview={preview} audience={form.audience} onChange={(audience) => onChange({ ...form, audience })} />
      </SharingFields>
      <div className={styles['languages']}>
        <TextFields language="nl" text={form.nl} isFirstVersion={version === 1} onChange={(nl) => onChange({ ...form, nl })}>
          <TextParts
            text={form.nl}
            products={productsOf(warning)}
            readers={readersOf(preview)}
            onChange={(nl) => onChange({ ...form, nl })}
          />
        </TextFields>
        {en !== undefined && (
          <TextFields
            language="en"
            text={en}
            isFirstVersion={version === 1}
            onChange={(text) => onChange({ ...form, en: text })}
            onRemove={removeEnglish}
          >
            <EnglishParts text={en} dutch={form.nl} onChange={(text) => onChange({ ...form, en: text })} />
          </TextFields>
        )}
      </div>
      {en === undefined && (
        <div>
          <Button
            onPress={() => onChange({ ...form, en: { ...EMPTY_TEXT, actions: form.nl.actions.map((step) => ({ ...step, text: '' })) } })}
          >
            {say('draft.add-english')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What the matter is about, as its own scope says it: by this a part of the text can be for a variant or a tenant. */
function productsOf({ matter }: ShownWarning): readonly string[] {
  return (matter?.scope.products ?? []).map(({ supplier, product, variant, tenant }) =>
    [supplier, product, variant, tenant].filter(Boolean).join(' '),
  );
}

function readersOf(preview: Preview | undefined): ReadonlyMap<string, number> {
  return new Map(Object.entries(preview?.counts.byPart ?? {}));
}

/** "62 instellingen krijgen dit; 9 daarvan Nu handelen. Antwoordt niemand, dan bellen wij 3 telefoons." */
function Sentence({
  warning,
  preview,
  savedAt,
}: {
  readonly warning: ShownWarning;
  readonly preview: Preview | undefined;
  readonly savedAt: string;
}) {
  const { say } = useWords();
  const { data: simulation } = useQuery(simulationQuery(warning.id, savedAt));
  if (preview === undefined) return say('draft.sentence.counting', { reference: warning.reference });
  const urgent = preview.counts.byUrgency['act-now'] ?? 0;
  const phones = simulation?.moments.reduce((sum, moment) => sum + moment.phones, 0) ?? 0;
  return urgent > 0 && phones > 0
    ? say('draft.sentence.night', { people: say('draft.people', { count: preview.counts.told }), urgent, count: phones })
    : say('draft.sentence', { reference: warning.reference, count: preview.counts.told });
}
