/** `refused`: the sender's own mail server tells them why. `later`: it tries again. `recorded`: a report about a mail of ours. */
export type Taken =
  | { outcome: "appended" | "repeated"; conversationId: string }
  | { outcome: "ignored" | "recorded" | "refused" | "later"; detail: string };
