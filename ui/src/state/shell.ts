/** What the shell asks of the screens: to show what needs a person, what a repair ticket means, and what closing the window is to do. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSayProblem } from '../parts/Problem';
import { useHost } from './host';
import { usePlace } from './place';

/** Whether the person closes the window and has to say what that means; and the answer, `null` to stay. */
export function useShell(ready: boolean): { closing: boolean; answer: (keep: boolean | null) => void } {
  const host = useHost();
  const { go } = usePlace();
  const [closing, setClosing] = useState(false);
  const sayProblem = useSayProblem();
  const { mutate: askForTicket } = useMutation({
    mutationFn: () => host.ticket(),
    onSuccess: (ticket) => { if (ticket) go({ screen: 'repair', ticket }); },
    onError: sayProblem,
  });
  useEffect(
    () =>
      host.listenToShell(({ kind }) => {
        if (kind === 'closing') setClosing(true);
        else if (kind === 'repair') askForTicket();
        else go({ screen: kind });
      }),
    [host, go, askForTicket],
  );
  // One may have been opened before this page stood, or before the keychain had answered.
  useEffect(() => { if (ready) askForTicket(); }, [ready, askForTicket]);
  const answer = (keep: boolean | null) => {
    setClosing(false);
    void host.answerClosing(keep);
  };
  return { closing, answer };
}
