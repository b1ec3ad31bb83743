import { AppError } from "@chorus/kernel/app-error";

/** While Redis is unreachable no event would arrive, so the client gets an error instead. */
const PATIENCE_MS = 5_000;

/**
 * Waits for Redis to acknowledge a channel.
 * @throws AppError `unavailable` after 5 s
 */
export async function acknowledged(listening: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError("unavailable", { retryMs: 1_000 })), PATIENCE_MS);
  });
  try {
    await Promise.race([listening, impatience]);
  } finally {
    clearTimeout(timer);
  }
}
