import { useCallback, useSyncExternalStore } from "react";

/** Widths at which the desk changes its columns, as user-interface.md draws them. */
export const WIDE = "(min-width: 1280px)";
/** A header has room for a name and three buttons. */
export const NARROW = "(max-width: 639.98px)";
export const PHONE = "(max-width: 767.98px)";

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
