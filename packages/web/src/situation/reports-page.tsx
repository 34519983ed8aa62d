import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { reportAsMarkdown } from '@forewarn/core/situation/write-report.ts';
import { REPORT_KINDS } from '@forewarn/core/situation/report.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { Button } from '../components/button.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { TlpMark } from '../components/marks.tsx';
import { tell } from '../components/toasts.tsx';
import { openTyped } from '../lib/typed.ts';
import { useWords, type Words } from '../lib/words.ts';
import { ReportSection } from './report-section.tsx';
import { reportQuery, type Drafted } from './report-queries.ts';
import styles from './situation.module.css';

/** Shiftrapport, dagrapport, end-of-week: drafted from what happened, finished by a person; what was changed stays in this browser. */
export function ReportsPage() {
  const { say, language } = useWords();
  const { kind, language: chosen = language, day } = useSearch({ from: '/reports' });
  const navigate = useNavigate();
  const drafted = useSuspenseQuery(reportQuery(kind, chosen, day)).data;
  const go = (change: { readonly kind?: typeof kind; readonly language?: Language; readonly day?: string }) =>
    void navigate({ to: '/reports', search: { kind, language: chosen, day, ...change } });
  return (
    <>
      <PageSentence title={say('reports.title')}>{say(`reports.sentence.${kind}`)}</PageSentence>
      <div className={`${styles['tools'] ?? ''} no-print`}>
        <label>
          {say('reports.kind')}
          <select value={kind} onChange={({ target }) => go({ kind: REPORT_KINDS.find((one) => one === target.value) ?? 'shift' })}>
            {REPORT_KINDS.map((one) => (
              <option key={one} value={one}>
                {say(`reports.kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('reports.language')}
          <select value={chosen} onChange={({ target }) => go({ language: target.value === 'en' ? 'en' : 'nl' })}>
            <option value="nl">{say('draft.text.nl')}</option>
            <option value="en">{say('draft.text.en')}</option>
          </select>
        </label>
        <label>
          {say('reports.until')}
          <input type="date" value={day ?? ''} onChange={({ target }) => go({ day: target.value === '' ? undefined : target.value })} />
        </label>
      </div>
      <Editor key={`${kind}/${chosen}/${day ?? ''}`} drafted={drafted} name={`${kind}.${chosen}.${day ?? 'now'}`} />
    </>
  );
}

/** What was changed of each section, by its code. */
type Changed = Readonly<Record<string, string>>;

function Editor({ drafted, name }: { readonly drafted: Drafted; readonly name: string }) {
  const { say } = useWords();
  const [kept] = useState(() => openTyped('report', name));
  const [changed, setChanged] = useState(kept.found as Changed);
  const linesOf = (code: string, lines: readonly string[]) => changed[code] ?? lines.join('\n');
  const report: Drafted = {
    ...drafted,
    sections: drafted.sections.map((section) => ({
      ...section,
      lines: linesOf(section.code, section.lines)
        .split('\n')
        .filter((line) => line.trim() !== ''),
    })),
  };
  const keep = (next: Changed) => {
    setChanged(next);
    kept.keep(next);
  };
  return (
    <article className={styles['report']} lang={report.language}>
      <h2>
        {report.title} <TlpMark label={report.tlp} />
      </h2>
      {drafted.sections.map(({ code, heading, lines }) => (
        <ReportSection
          key={code}
          heading={heading}
          text={linesOf(code, lines)}
          isChanged={code in changed}
          onChange={(text) => keep({ ...changed, [code]: text })}
          onBack={() => {
            const { [code]: before = '', ...others } = changed;
            keep(others);
            tell(say('reports.back'), () => keep({ ...others, [code]: before }));
          }}
        />
      ))}
      <Export report={report} say={say} />
    </article>
  );
}

function Export({ report, say }: { readonly report: Drafted; readonly say: Words }) {
  const markdown = reportAsMarkdown(report);
  const mail = `mailto:?subject=${encodeURIComponent(`[TLP:${report.tlp}] ${report.title}`)}&body=${encodeURIComponent(markdown.slice(0, 8_000))}`;
  return (
    <div className={`${styles['tools'] ?? ''} no-print`}>
      <Button look="main" onPress={() => print()}>
        {say('reports.print')}
      </Button>
      <Button onPress={() => download(markdown, `${report.kind}-${report.to.slice(0, 10)}.md`)}>{say('reports.markdown')}</Button>
      <Button onPress={() => void navigator.clipboard.writeText(markdown).then(() => tell(say('reports.copied')))}>
        {say('reports.copy')}
      </Button>
      {report.tlp === 'GREEN' || report.tlp === 'CLEAR' ? (
        <a href={mail}>{say('reports.mail')}</a>
      ) : (
        <span className="soft">{say('reports.no-mail')}</span>
      )}
    </div>
  );
}

function download(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
