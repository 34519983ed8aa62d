import { Link } from '@tanstack/react-router';
import { buttonClass } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { useWords } from '../lib/words.ts';

/** A link to nothing, and a link to what one may not see: the same page. */
export function NotFoundPage() {
  const { say } = useWords();
  return (
    <EmptyState isPage what={say('app.not-found.sentence')} next={say('app.not-found.next')}>
      <Link to="/start" className={buttonClass('main')}>
        {say('app.home')}
      </Link>
    </EmptyState>
  );
}
