// The size of an element, known before the browser paints it for the first time.

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Width and height in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Follows the box of the element that gets `ref`; `guess` stands for it before the element is there. */
export function useSize<T extends Element>(
  guess: Size,
): Size & { readonly ref: RefObject<T | null> } {
  const ref = useRef<T>(null);
  const [size, setSize] = useState(guess);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const follow = () => {
      const { width, height } = element.getBoundingClientRect();
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    follow();
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width: size.width, height: size.height };
}
