import type { Duplex } from "node:stream";

/** What Node keeps behind a socket. */
interface WithHandle {
  _handle?: { readStop?: () => unknown; readStart?: () => unknown } | null;
}

/**
 * A socket that is paused is read all the same, a wake-up for each packet, until 64 KB of it wait: this stops at once.
 * @returns reads on
 */
export function stopReading(socket: Duplex): () => void {
  const handle = (socket as Duplex & WithHandle)._handle;
  if (!handle?.readStop || !handle.readStart) {
    socket.pause();
    return () => void socket.resume();
  }
  handle.readStop();
  // A socket that has ended meanwhile has no handle any more.
  return () => void (socket as Duplex & WithHandle)._handle?.readStart?.();
}
