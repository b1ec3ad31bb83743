import type { Readable } from "@chorus/client-sdk/observable";
import { useEffect, useState } from "preact/hooks";

/** In place of something that is not there yet. */
export const NOTHING: Readable<null> = { getSnapshot: () => null, subscribe: () => () => undefined };

/** The current value; renders again at each change. */
export function useReadable<Value>(readable: Readable<Value>): Value {
  const [, redraw] = useState(0);
  useEffect(() => {
    let seen = readable.getSnapshot();
    const look = () => {
      const now = readable.getSnapshot();
      if (Object.is(now, seen)) return;
      seen = now;
      redraw((count) => count + 1);
    };
    const stop = readable.subscribe(look);
    // It may have changed between the render and this effect.
    redraw((count) => count + 1);
    return stop;
  }, [readable]);
  return readable.getSnapshot();
}

/** True once `condition` has held for `delayMs` without a break, of one and the same thing. */
export function useLasting(condition: boolean, delayMs: number, about: string | null = null): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    setLasts(false);
    if (!condition) return;
    const timer = setTimeout(() => setLasts(true), delayMs);
    return () => clearTimeout(timer);
  }, [condition, delayMs, about]);
  return condition && lasts;
}
