import type { CommonEventFunction, ITouchEvent } from '@tarojs/components';

export interface Drag {
  onBegin: (x: number) => void;
  onDrag: (x: number) => void;
}

/** What a thing needs to be dragged sideways by a finger; the page stands still meanwhile. */
export function useDrag({ onBegin, onDrag }: Drag) {
  const tell =
    (hear: (x: number) => void): CommonEventFunction =>
    (event) => {
      const [touch] = (event as ITouchEvent).touches;
      if (touch) hear(touch.clientX);
    };
  return { catchMove: true, onTouchStart: tell(onBegin), onTouchMove: tell(onDrag) };
}
