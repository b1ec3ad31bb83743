import { startThread } from "@chorus/meaning/threads/start-thread";
import { type ThreadCalls, threadCalls } from "@chorus/meaning/threads/thread-calls";
import type { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";

/** Our own summariser, in a thread: whoever waits for a message does not wait for a summary. The same words give the same answer. */
export function openSummariser(deadlineMs: number): ThreadCalls<readonly TranscriptLine[], Draft> {
  const name = "local-summariser";
  return threadCalls(name, { deadlineMs, open: () => startThread(name, new URL("./thread.ts", import.meta.url)) });
}
