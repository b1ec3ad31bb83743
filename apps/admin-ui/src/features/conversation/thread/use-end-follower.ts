import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";

/** Rounding of scroll positions on fractional screens. */
const END_SLACK_PX = 8;
/** A smooth scroll has begun by then. */
const HAND_MS = 300;

interface EndFollower {
  isAtEnd: boolean;
  /** For the virtualizer: the position, and the sizes of rows, have changed. */
  onScroll: () => void;
  onResize: () => void;
  goToEnd: () => void;
  /** Before the view is scrolled to somewhere further up. */
  leaveEnd: () => void;
}

/** Stays scrolled to the end while the end is in view, and never moves a reader who has scrolled up. `revision` changes with every change below. */
export function useEndFollower(
  scroller: RefObject<HTMLDivElement | null>,
  virtualizer: RefObject<VirtualizerHandle | null>,
  rowCount: number,
  revision: object,
): EndFollower {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const follows = useRef(true);
  /** Scrolling away from the end by code: scroll events at the end until then are ignored. */
  const isLeaving = useRef(false);
  const before = useRef({ top: 0, height: 0 });
  /** When the person last scrolled up by wheel or key. */
  const handAtMs = useRef(Number.NEGATIVE_INFINITY);

  const goToEnd = useCallback(() => {
    follows.current = true;
    isLeaving.current = false;
    setIsAtEnd(true);
    if (rowCount > 0) virtualizer.current?.scrollToIndex(rowCount - 1, { align: "end" });
  }, [rowCount, virtualizer]);

  const leaveEnd = useCallback(() => {
    follows.current = false;
    isLeaving.current = true;
    setIsAtEnd(false);
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop: top, scrollHeight: height, clientHeight } = element;
    const isEnd = height - top - clientHeight <= END_SLACK_PX;
    // Rows that grow when measured also leave the end; only scrolling up in an unchanged log is the person's doing.
    const hasGoneUp = top < before.current.top && height >= before.current.height;
    before.current = { top, height };
    if (!isEnd) isLeaving.current = false;
    // The input event comes before the scroll.
    const isByHand = performance.now() - handAtMs.current < HAND_MS;
    if (isEnd) follows.current = !isLeaving.current && !isByHand;
    else if (hasGoneUp || isByHand) follows.current = false;
    setIsAtEnd(follows.current);
  }, [scroller]);

  const onResize = useCallback(() => {
    if (follows.current) goToEnd();
  }, [goToEnd]);

  useLayoutEffect(() => {
    if (revision && follows.current) goToEnd();
  }, [goToEnd, revision]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    // While rows are measured their heights change during a scroll, so only the input events are reliable.
    const onHand = (event: Event) => {
      const isUpwards =
        event instanceof WheelEvent
          ? event.deltaY < 0
          : event instanceof KeyboardEvent && ["ArrowUp", "PageUp", "Home"].includes(event.key);
      if (!isUpwards || element.scrollTop <= 0) return;
      follows.current = false;
      handAtMs.current = performance.now();
    };
    element.addEventListener("wheel", onHand, { passive: true });
    element.addEventListener("keydown", onHand);
    return () => {
      element.removeEventListener("wheel", onHand);
      element.removeEventListener("keydown", onHand);
    };
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    // A growing composer or an opened panel must not push the newest message out of view.
    const observer = new ResizeObserver(onResize);
    observer.observe(element);
    return () => observer.disconnect();
  }, [onResize, scroller]);

  return { isAtEnd, onScroll, onResize, goToEnd, leaveEnd };
}
