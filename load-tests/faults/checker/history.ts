/** What became of a send, as its author knows it. */
export type Outcome = "ok" | "fail" | "unknown";

/** One message somebody wanted to say, however often it went over a socket. */
export interface Send {
  tenantId: string;
  conversationId: string;
  authorId: string;
  clientMessageId: string;
  /** Its place among what this author said in this conversation. */
  turn: number;
  invokedAtMs: number;
  outcome: Outcome;
  /** When the outcome was known. */
  endedAtMs?: number;
  /** As acknowledged, in the author's numbering. */
  seq?: number;
}

/** Agents see everything, customers only what is public, each with a numbering of its own. */
export type Audience = "agents" | "customers";

/** An event as Postgres has it. */
export interface StoredEvent {
  tenantId: string;
  conversationId: string;
  seq: number;
  publicSeq: number | null;
  authorId: string | null;
  clientMessageId: string | null;
}

export interface SeenEvent {
  seq: number;
  clientMessageId: string | null;
}

/** All of a conversation as one member got it, by one way. */
export interface View {
  reader: string;
  tenantId: string;
  conversationId: string;
  audience: Audience;
  how: "live" | "resumed" | "history";
  events: readonly SeenEvent[];
}

/** What came over one subscription of one socket, in the order in which it came. */
export interface Stretch {
  reader: string;
  conversationId: string;
  seqs: readonly number[];
}

export interface History {
  sends: readonly Send[];
  stored: readonly StoredEvent[];
  views: readonly View[];
  stretches: readonly Stretch[];
}
