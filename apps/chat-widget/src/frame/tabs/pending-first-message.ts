/** The values of the form before the first message. */
export interface Introduction {
  name?: string;
  email?: string;
  question?: string;
}

/** A message from before there is a conversation: it is sent by REST, because there is no log to follow yet. */
export interface PendingFirstMessage {
  clientMessageId: string;
  body: string;
  createdAt: string;
  status: "pending" | "sent" | "failed";
  introduction: Introduction;
  problem: PendingFirstProblem | null;
}

/** Why it could not be delivered: values of the form have to be corrected first, or it was refused for another reason. */
export type PendingFirstProblem =
  | { kind: "introduction"; fields: (keyof Introduction)[] }
  | { kind: "refused"; code: string; detail: string };

/** A change that one tab made to its pending first messages, for the others. */
export type PendingFirstChange =
  | { type: "put"; message: PendingFirstMessage }
  | { type: "removed"; clientMessageId: string };
