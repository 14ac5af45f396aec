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
  allowPinchZoom?: boolean;
  shards?: unknown;
  enabled?: boolean;
}

export function RemoveScroll({ as: As, children, allowPinchZoom: _zoom, shards: _shards, enabled: _enabled, ...rest }: Given) {
  if (As) return <As {...rest}>{children}</As>;
  return isValidElement(children) ? cloneElement(children as ReactElement, rest) : children;
}
