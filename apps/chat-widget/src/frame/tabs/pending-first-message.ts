/** What somebody said about themselves in the form before the first message. */
export interface Introduction {
  name?: string;
  email?: string;
  question?: string;
}

/** A message from before there is a conversation: it goes by REST, because there is no log to follow yet. */
export interface PendingFirstMessage {
  clientMessageId: string;
  body: string;
  createdAt: string;
  status: "pending" | "sent" | "failed";
  introduction: Introduction;
  problem: PendingFirstProblem | null;
}

/** Why it could not be delivered: what was said about oneself has to be mended first, or it is refused for another reason. */
export type PendingFirstProblem =
  | { kind: "introduction"; fields: (keyof Introduction)[] }
  | { kind: "refused"; code: string; detail: string };

/** What one tab did to its early messages, for the others. */
export type PendingFirstChange =
  | { type: "put"; message: PendingFirstMessage }
  | { type: "removed"; clientMessageId: string };
