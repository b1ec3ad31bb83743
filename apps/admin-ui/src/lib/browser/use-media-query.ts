import { useCallback, useSyncExternalStore } from "react";

/** Widths at which the desk changes its columns, as user-interface.md draws them. */
export const WIDE = "(min-width: 1280px)";

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
