/** Whether a media query holds now. */
import { useCallback, useSyncExternalStore } from 'react';

export function useMedia(text: string): boolean {
  const listen = useCallback(
    (changed: () => void) => {
      const query = matchMedia(text);
      query.addEventListener('change', changed);
      return () => {
        query.removeEventListener('change', changed);
      };
    },
    [text],
  );
  return useSyncExternalStore(listen, () => matchMedia(text).matches);
}
