/** What the shell asks of the screens: to show what needs a person, and what closing the window is to do. */
import { useEffect, useState } from 'react';
import { useHost } from './host';
import { usePlace } from './place';

/** Whether the person closes the window and has to say what that means; and the answer, `null` to stay. */
export function useShell(): { closing: boolean; answer: (keep: boolean | null) => void } {
  const host = useHost();
  const { go } = usePlace();
  const [closing, setClosing] = useState(false);
  useEffect(
    () =>
      host.listenToShell(({ kind }) => {
        if (kind === 'closing') setClosing(true);
        else go({ screen: kind });
      }),
    [host, go],
  );
  const answer = (keep: boolean | null) => {
    setClosing(false);
    void host.answerClosing(keep);
  };
  return { closing, answer };
}
