/** A signal that fires with `signal` or after the timeout; dispose it when the work has ended. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
}

/**
 * Instead of `AbortSignal.any([signal, AbortSignal.timeout(ms)])`, whose timeout Node may collect while it is awaited, because only
 * the composed signal refers to it (nodejs/node#57736).
 */
export function withDeadline(signal: AbortSignal | undefined, timeoutMs: number): Deadline {
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const onTimeout = () => controller.abort(new DOMException(`not within ${timeoutMs} ms`, "TimeoutError"));
  const timer = setTimeout(onTimeout, timeoutMs).unref();
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
