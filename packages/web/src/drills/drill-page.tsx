import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { endDrill, exportDrill } from '@forewarn/api/drills.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { FaultState } from '../components/fault-state.tsx';
import { PageSentence } from '../components/page-sentence.tsx';
import { Time } from '../components/time.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { keepFile } from '../lib/keep-file.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import { drillQuery, type ShownDrill } from './drill-queries.ts';
import { DrillKit } from './drill-kit.tsx';
import { DrillReport } from './drill-report.tsx';
import styles from './drills.module.css';

/** One exercise: its report, and the kit of who leads it; both print. */
export function DrillPage() {
  const { say } = useWords();
  const { id } = useParams({ from: '/drills/$id' });
  const shown = useSuspenseQuery(drillQuery(id)).data;
  const { drill, kit, report } = shown;
  return (
    <>
      <PageSentence title={`${drill.reference} · ${drill.name}`} isDrill beside={<Acts shown={shown} />}>
        {drill.releasedAt === undefined
          ? say('drills.sentence.draft', { count: drill.participants })
          : say('drills.sentence.report', { answered: report.answered.count, count: report.participants })}
      </PageSentence>
      <p className="soft">
        {drill.name} · {drill.reference} · {say('drills.begun', { by: drill.begunBy })} <Time at={drill.begunAt} />
        {drill.endedAt !== undefined && (
          <>
            {' '}
            · {say('drills.ended', { by: drill.endedBy ?? '' })} <Time at={drill.endedAt} />
          </>
        )}
      </p>
      <div className={styles['parts']}>
        {drill.releasedAt !== undefined && <DrillReport report={report} />}
        <DrillKit kit={kit} releasedAt={drill.releasedAt} />
      </div>
    </>
  );
}

function Acts({ shown: { drill } }: { readonly shown: ShownDrill }) {
  const { say, language } = useWords();
  const queries = useQueryClient();
  const mayRun = useMay('run-drills');
  const isReleased = drill.releasedAt !== undefined;
  const ended = useMutation({
    mutationFn: () => call(endDrill, { params: { id: drill.id } }),
    onSuccess: async () => {
      tell(say('drills.ended-now', { reference: drill.reference }));
      await queries.invalidateQueries({ queryKey: ['warnings'] });
    },
  });
  const kept = useMutation({
    mutationFn: () => keepFile(`${exportDrill.path.replace(':id', drill.id)}?language=${language}`, `${drill.reference}.csv`),
  });
  const fault = ended.error ?? kept.error;
  return (
    <div className="no-print">
      {drill.endedAt === undefined && !isReleased && (
        <Link className={buttonClass('main')} to="/drafts/$id" params={{ id: drill.warningId }}>
          {say('drills.draft')}
        </Link>
      )}
      {isReleased && (
        <Link className={buttonClass('plain')} to="/open-warnings/$id" params={{ id: drill.warningId }}>
          {say('drills.board')}
        </Link>
      )}{' '}
      {isReleased && (
        <>
          <Button isDisabled={kept.isPending} onPress={() => kept.mutate()}>
            {say('drills.table')}
          </Button>{' '}
        </>
      )}
      <Button onPress={() => window.print()}>{say('drills.print')}</Button>{' '}
      {mayRun && drill.endedAt === undefined && (
        <Button isDisabled={ended.isPending} onPress={() => ended.mutate()}>
          {say('drills.end')}
        </Button>
      )}
      {fault !== null && <FaultState fault={fault} />}
    </div>
  );
}
