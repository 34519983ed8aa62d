import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sendToServiceDesk } from '@forewarn/api/service-desk.ts';
import { Button } from '../components/button.tsx';
import { NotSent } from '../components/not-sent.tsx';
import { tell } from '../components/toasts.tsx';
import { call } from '../lib/call.ts';
import { useWords } from '../lib/words.ts';

/** "Stuur naar de servicedesk": an incident for each point, once however often it is sent. */
export function SendToDesk({ points }: { readonly points: readonly { readonly warningId: string; readonly line?: string }[] }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: () => call(sendToServiceDesk, { body: { points: [...points] } }),
    onSuccess: ({ queued }) => tell(say('desk.send.done', { count: queued })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['warnings'] }),
  });
  return (
    <>
      <Button isPending={send.isPending} onPress={() => send.mutate()}>
        {say('desk.send')}
      </Button>
      <NotSent sending={send} />
    </>
  );
}
