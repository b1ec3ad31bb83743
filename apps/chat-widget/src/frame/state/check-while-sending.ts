import type { ChatClient } from "@chorus/client-sdk/chat-client";

const EVERY_MS = 2_500;

/**
 * As long as a message waits for its confirmation the connection is asked whether it still is one, so that a silent loss is
 * noticed in seconds. One that is lost already is left to its backoff.
 * @returns the function that stops it
 */
export function checkWhileSending(chat: Pick<ChatClient, "outgoing" | "connection" | "nudge">): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const check = () => {
    if (chat.connection.getSnapshot().status === "online") chat.nudge();
  };
  const look = () => {
    const isSending = chat.outgoing.getSnapshot().some(({ status }) => status !== "failed");
    if (isSending) timer ??= setInterval(check, EVERY_MS);
    else stop();
  };
  const leave = chat.outgoing.subscribe(look);
  return () => {
    leave();
    stop();
  };
}
