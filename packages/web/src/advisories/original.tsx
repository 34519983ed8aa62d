import { useVirtualizer } from '@tanstack/react-virtual';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useProblemWords } from '../lib/use-fault-words.ts';
import { useWords } from '../lib/words.ts';
import { originalQuery, type ShownAdvisory } from './advisory-queries.ts';
import { lineOf } from './lines-of-document.ts';
import styles from './advisory.module.css';

const LINE_PIXELS = 20;

type Problem = NonNullable<ShownAdvisory['problems']>[number];

/** The document of the publisher, of any length, with its problems marked at their lines; `place` is what to show. */
export function Original({
  id,
  sequence,
  problems,
  place,
  written = 'en',
}: {
  readonly id: string;
  readonly sequence: number;
  readonly problems: ShownAdvisory['problems'];
  readonly place: string | undefined;
  /** Which language its publisher says it is in. */
  readonly written?: string;
}) {
  const { say, language } = useWords();
  const inWords = useProblemWords((problems ?? []).length > 0);
  const lines = useSuspenseQuery(originalQuery(id, sequence)).data;
  const frame = useRef<HTMLDivElement>(null);
  const marked = new Map((problems ?? []).map((problem) => [lineOf(lines, problem.at), problem]));
  const told = (problem: Problem) => {
    const words = inWords([problem])[0]?.words;
    return words === undefined ? { title: problem.message, lang: 'en' } : { title: words, lang: language };
  };
  const chosen = place === undefined ? undefined : lineOf(lines, place);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_PIXELS,
    overscan: 20,
  });
  useEffect(() => {
    if (chosen !== undefined) virtual.scrollToIndex(chosen, { align: 'center' });
  }, [chosen]);
  return (
    <div ref={frame} className={styles['original']} tabIndex={0} role="group" aria-label={say('advisory.original')}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} lang={written}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const problem = marked.get(index);
          return (
            <div
              key={key}
              className={styles['line']}
              data-problem={problem !== undefined}
              data-chosen={index === chosen}
              style={{ transform: `translateY(${start}px)` }}
            >
              {problem !== undefined && <span {...told(problem)}>⚠ </span>}
              {lines[index]?.text}
            </div>
          );
        })}
      </div>
    </div>
  );
}
