import { startThread } from "@chorus/meaning/threads/start-thread";
import { type ThreadCalls, threadCalls } from "@chorus/meaning/threads/thread-calls";
import type { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

/** The built-in summariser, in a thread so that messages do not wait for it. Deterministic. */
export function openSummariser(deadlineMs: number): ThreadCalls<readonly TranscriptLine[], Draft> {
  const name = "local-summariser";
  return threadCalls(name, { deadlineMs, open: () => startThread(name, new URL("./thread.ts", import.meta.url)) });
}
