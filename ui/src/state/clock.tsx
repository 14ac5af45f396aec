/** What time it is: the true time, in practice shifted as the practice clock is. */
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';

const OffsetContext = createContext(0);

export function ClockProvider({ offsetSeconds, children }: { offsetSeconds: number; children: ReactNode }) {
  return <OffsetContext value={offsetSeconds * 1000}>{children}</OffsetContext>;
}

/** The time now in milliseconds; a screen that calls this is drawn again every `every` milliseconds. */
export function useNow(every = 10_000): number {
  const offset = use(OffsetContext);
  const [real, setReal] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setReal(Date.now());
    }, every);
    return () => {
      clearInterval(timer);
    };
  }, [every]);
  return useMemo(() => real + offset, [real, offset]);
}
