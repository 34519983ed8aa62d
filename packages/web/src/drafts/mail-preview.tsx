import { useState } from 'react';
import { words } from '@forewarn/core/warnings/words.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { useWords, type PlainKey } from '../lib/words.ts';
import type { Preview } from './draft-queries.ts';
import type { TextForm } from './draft-form.ts';
import { Readability } from './readability.tsx';
import styles from './draft.module.css';

type Message = Preview['examples'][number];

/** The three readers of DOMAIN §5.6, with the roles by which a preview knows them. */
const READERS = ['practice', 'technical', 'board'] as const;
type Reader = (typeof READERS)[number];
const ROLES: Readonly<Record<Reader, readonly string[]>> = {
  practice: ['practice-manager', 'it-provider'],
  technical: ['ciso', 'security', 'system-administrator', 'ict-manager', '24-7'],
  board: ['board'],
};
const SEES: Readonly<Record<string, PlainKey>> = {
  everything: 'preview.sees.everything',
  part: 'preview.sees.part',
  'notice-only': 'preview.sees.notice-only',
  nothing: 'preview.sees.nothing',
};

/** The mail itself, as the server composed it for its first reader, on a phone or wide, and how easily it reads. */
export function MailPreview({ preview, savedAt, text }: { readonly preview: Preview; readonly savedAt: string; readonly text: TextForm }) {
  const { say } = useWords();
  const [reader, chooseReader] = useState<Reader>('practice');
  const [chosen, chooseLanguage] = useState('nl');
  const [part, choosePart] = useState('');
  const spoken = preview.examples.filter(({ language }) => language === chosen);
  const message = spoken.find((one) => (one.part ?? '') === part) ?? spoken[0] ?? preview.examples[0];
  const languages = [...new Set(preview.examples.map(({ language }) => language))];
  return (
    <section>
      <h2>{say('preview.title')}</h2>
      <fieldset className={styles['group']}>
        <legend className="visually-hidden">{say('preview.reader')}</legend>
        <div className={styles['choices']}>
          {READERS.map((one) => (
            <label key={one} className={styles['choice']}>
              <input type="radio" name="reader" checked={reader === one} onChange={() => chooseReader(one)} />
              {say(`preview.reader.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {spoken.length > 1 && (
        <label className="labelled">
          {say('preview.part')}
          <select value={message?.part ?? ''} onChange={({ target }) => choosePart(target.value)}>
            {spoken.map((one) => (
              <option key={one.part ?? ''} value={one.part ?? ''}>
                {one.part ?? say('preview.part.all')}
              </option>
            ))}
          </select>
        </label>
      )}
      {languages.length > 1 && (
        <label className="labelled">
          {say('preview.language')}
          <select value={message?.language} onChange={({ target }) => chooseLanguage(target.value)}>
            {languages.map((language) => (
              <option key={language} value={language}>
                {say(language === 'en' ? 'draft.text.en' : 'draft.text.nl')}
              </option>
            ))}
          </select>
        </label>
      )}
      <ReaderLines preview={preview} reader={reader} />
      {reader === 'practice' && <Readability id={preview.warningId} savedAt={savedAt} text={text} />}
      {message === undefined ? (
        <EmptyState what={say('preview.none')} next={say('preview.none.next')} />
      ) : (
        <Mail message={message} reader={reader} />
      )}
    </section>
  );
}

/** What this reader would see, and through what, by the rules of sharing. */
function ReaderLines({ preview, reader }: { readonly preview: Preview; readonly reader: Reader }) {
  const { say, language } = useWords();
  const lines = preview.readers.filter(({ role, contacts }) => role !== undefined && (contacts ?? 0) > 0 && ROLES[reader].includes(role));
  return lines.map(({ role, channel, sees, purpose }) => (
    <p key={`${role}/${channel}/${purpose}`} className="soft">
      {say('preview.reads-as', {
        role: words(language)(`role.${role as 'ciso'}`),
        sees: say(SEES[sees] ?? 'preview.sees.part'),
        channel,
      })}
    </p>
  ));
}

function Mail({ message, reader }: { readonly message: Message; readonly reader: Reader }) {
  const { say } = useWords();
  return (
    <div
      className={styles['mail']}
      data-reader={reader}
      lang={message.language}
      tabIndex={0}
      role="group"
      aria-label={say('preview.title')}
    >
      <p>
        <span className="soft">{say('preview.subject')}:</span> <strong>{message.subject}</strong>
      </p>
      <p className={styles['opening']}>{message.opening}</p>
      {message.blocks.map((block, place) => (
        <Block key={place} block={block} />
      ))}
      {message.button !== undefined && <span className={styles['mailButton']}>{message.button}</span>}
      <div className={styles['closing']}>
        <strong>{message.reference}</strong>
        {message.closing.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}

function Block({ block }: { readonly block: Message['blocks'][number] }) {
  const items = (block.items ?? []).map((item, place) => <li key={place}>{item}</li>);
  if (block.kind === 'steps') return <ol>{items}</ol>;
  if (block.kind === 'points') return <ul>{items}</ul>;
  return block.kind === 'heading' ? <h3>{block.text}</h3> : <p>{block.text}</p>;
}
