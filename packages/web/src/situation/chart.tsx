import { useEffect, useRef } from 'react';
import { plot, type PlotOptions } from '@observablehq/plot';
import styles from './situation.module.css';

/**
 * A chart of Observable Plot. Its title is the heading above it and its numbers stand in a table below, so it is a picture to screen
 * readers. The style that Plot writes into its picture is taken out (content security policy): ours is in the module.
 */
export function Chart({ options, label }: { readonly options: PlotOptions; readonly label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (frame.current === null) return;
    const drawn = plot({ ...options, className: 'forewarn-plot', width: Math.max(320, Math.min(900, frame.current.clientWidth)) });
    for (const style of drawn.querySelectorAll('style')) style.remove();
    // The whole is one picture with one name: Plot's names of its parts, in English, are not read.
    for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
    frame.current.replaceChildren(drawn);
  }, [options]);
  return <div ref={frame} className={styles['chart']} role="img" aria-label={label} />;
}
