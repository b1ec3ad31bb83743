/**
 * Preloaded into the Node processes of the local stack. The stack holds the other end of standard input; when the stack
 * is gone, even by `kill -9`, the pipe ends and so does this process, in order.
 */
import { isMainThread } from "node:worker_threads";

// Threads load it, too, and their standard input has always ended.
if (isMainThread) {
  process.stdin.once("end", () => process.kill(process.pid, "SIGTERM"));
  process.stdin.once("error", () => process.kill(process.pid, "SIGTERM"));
  process.stdin.resume();
  process.stdin.unref?.();
}
