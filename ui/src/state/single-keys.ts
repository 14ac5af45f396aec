/** Single-letter keys: only while no field has the focus, and only if the person did not turn them off (WCAG 2.1.4). */
import { useEffect, useRef } from 'react';
import { usePreferences } from './preferences';

export type KeyMap = Readonly<Record<string, () => void>>;

export function useSingleKeys(map: KeyMap): void {
  const { settings } = usePreferences();
  const current = useRef(map);
  useEffect(() => {
    current.current = map;
  });
  const on = settings.single_keys;
  useEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isField(event.target) || document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return;
      const act = current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, [on]);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
