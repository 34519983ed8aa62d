import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { pauseFollowUps } from '@forewarn/api/follow-up.ts';
import { Button, buttonClass } from '../components/button.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useMay } from '../lib/session.ts';
import { useWords } from '../lib/words.ts';
import type { FollowUp, ShownWarning } from './board-queries.ts';
import { EndWarning } from './end-warning.tsx';

/** What one does with the whole warning: the next version, holding the clocks, ending it, paper, the large screen. */
export function BoardActs({
  warning,
  followUps,
  isWall,
}: {
  readonly warning: ShownWarning;
  readonly followUps: readonly FollowUp[];
  readonly isWall: boolean;
}) {
  const { id } = warning;
  const mayEnd = useMay('release-warnings');
  const { say } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayFollowUp = useMay('follow-up');
  const running = followUps.filter(({ endedAt }) => endedAt === undefined);
  const isPaused = running.length > 0 && running.every(({ pausedAt }) => pausedAt !== undefined);
  const pause = async (paused: boolean) => {
    await call(pauseFollowUps, { params: { id }, body: { paused } });
    await queries.invalidateQueries({ queryKey: ['warnings'] });
    tell(say(paused ? 'silence.paused' : 'silence.resumed'), () => void pause(!paused));
  };
  return (
    <>
      {!isWall && (
        <>
          <Link className={buttonClass('plain')} to="/drafts/$id" params={{ id }}>
            {say('silence.edit')}
          </Link>
          {mayFollowUp && running.length > 0 && (
            <Button onPress={() => void pause(!isPaused)}>{say(isPaused ? 'silence.resume' : 'silence.pause')}</Button>
          )}
          {mayEnd && <EndWarning key={warning.id} warning={warning} />}
          <Button onPress={() => print()}>{say('silence.print')}</Button>
        </>
      )}
      <Button onPress={() => void navigate({ to: '/open-warnings/$id', params: { id }, search: { wall: isWall ? undefined : true } })}>
        {say(isWall ? 'silence.wall.leave' : 'silence.wall')}
      </Button>
    </>
  );
}
