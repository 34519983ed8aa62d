import { useEffect, useState } from 'react';

/** Between two keys of somebody who types. */
const QUIET_MS = 250;

/** What is typed, as it was when nothing more was typed for a moment: the server is asked for a word, and not for each of its letters. */
export function useSettled(typed: string): string {
  const [settled, settle] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => settle(typed), QUIET_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
