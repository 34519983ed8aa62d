import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useWords } from '../lib/words.ts';
import { HOW } from './dependents.tsx';
import { drawGraph, type Node } from './draw-graph.ts';
import type { Dependents } from './supplier-queries.ts';
import styles from './situation.module.css';

/**
 * From the supplier two steps to the right. The kind of line says how (a word stands on it too), so it reads without colour. Each node is a
 * stop of Tab; Enter opens the institution. More than fit are one node for their sector.
 */
export function DependencyGraph({ dependents }: { readonly dependents: Dependents }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const { width, height, nodes, edges } = drawGraph(dependents, (sector, count) =>
    say('suppliers.sector', { sector: say(`sector.${sector as 'ggz'}`), count }),
  );
  const open = ({ institutionId }: Node) =>
    institutionId !== undefined && void navigate({ to: '/institutions/$id', params: { id: institutionId } });
  const onKey = (node: Node) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open(node);
  };
  return (
    <div className={styles['wide']} tabIndex={0} role="group" aria-label={say('suppliers.picture')}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} className={styles['graph']}>
        {edges.map(({ from, to, how }) => (
          <g key={`${from.key}/${to.key}`}>
            <path
              data-how={how[0]}
              d={`M${from.x + from.width} ${from.y} C${from.x + from.width + 40} ${from.y} ${to.x - 40} ${to.y} ${to.x} ${to.y}`}
            />
            <text x={to.x - 8} y={to.y - 6} textAnchor="end" className={styles['how']}>
              {how.map((one) => say(HOW[one] ?? 'suppliers.how.supplier')).join(', ')}
            </text>
          </g>
        ))}
        {nodes.map((node) => (
          <g
            key={node.key}
            className={styles['node']}
            data-kind={node.kind}
            {...(node.institutionId === undefined ? {} : { tabIndex: 0, role: 'link', onClick: () => open(node), onKeyDown: onKey(node) })}
          >
            <rect x={node.x} y={node.y - 21} width={node.width} height={42} rx={6} />
            <text>
              {node.lines.map((line, place) => (
                <tspan key={line} x={node.x + 10} y={node.y + 5 + (place * 2 - node.lines.length + 1) * 8}>
                  {`${line} `}
                </tspan>
              ))}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
