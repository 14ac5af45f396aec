/**
 * Stands in for `react-remove-scroll`, which Radix puts around what is modal.
 *
 * The real one stops the page behind from scrolling, by a `<style>` element that our content security policy refuses.
 * Our page never scrolls; only panels inside it do, and an overlay lies over them.
 */
import { cloneElement, isValidElement, type ElementType, type ReactElement, type ReactNode } from 'react';

interface Given {
  as?: ElementType;
  children?: ReactNode;
}

/** What only the real one understands. */
const OPTIONS = new Set(['allowPinchZoom', 'shards', 'enabled']);

export function RemoveScroll({ as: As, children, ...given }: Given) {
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !OPTIONS.has(name)));
  if (As) return <As {...rest}>{children}</As>;
  return isValidElement(children) ? cloneElement(children as ReactElement, rest) : children;
}
