import type { PointerEvent } from 'react';
import type { Drag } from './use-drag';

/** What a thing needs to be dragged sideways by mouse, pen or finger, also when it is left behind by them. */
export function useDrag({ onBegin, onDrag }: Drag) {
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      onBegin(event.clientX);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(event.clientX);
    },
  };
}
