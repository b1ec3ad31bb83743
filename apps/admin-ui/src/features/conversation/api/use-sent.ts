import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Waits until a message is stored, or cannot be: its bubble then says why. */
export function useSent(): (clientMessageId: string) => Promise<boolean> {
  const { chat } = useDeskSession();
  return (clientMessageId) =>
    new Promise((resolve) => {
      let leave = () => {};
      const look = () => {
        const message = chat.outgoing.getSnapshot().find((one) => one.clientMessageId === clientMessageId);
        if (message?.status === "pending") return;
        leave();
        resolve(message?.status !== "failed");
      };
      leave = chat.outgoing.subscribe(look);
      look();
    });
}
