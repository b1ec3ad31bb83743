/** A channel to this origin's other tabs; null where there are none, or the browser denies them with site data. */
export function openChannel(name: string): BroadcastChannel | null {
  try {
    return "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null;
  } catch {
    return null;
  }
}
