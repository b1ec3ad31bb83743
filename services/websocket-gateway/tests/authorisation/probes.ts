import type { ClientFrameType } from "@chorus/contracts/frames/client-frame";
import type { ErrorCode } from "@chorus/contracts/errors";
import { reachOf, type PermissionName, type Role } from "@chorus/contracts/permissions";
import { systemIds } from "@chorus/kernel/ids";

/** Whose row a frame is about. For staff "own" is any conversation of their tenant, with a message they wrote. */
export const TARGETS = ["own", "same tenant, another customer's", "another tenant's", "random"] as const;
export type Target = (typeof TARGETS)[number];

export interface Row {
  conversationId: string;
  messageId: string;
}

export type Verdict = "allowed" | Extract<ErrorCode, "forbidden" | "not_found">;

/** A frame about a row, and what the role table says of it. */
export interface Probe {
  name: string;
  type: ClientFrameType;
  frame: (row: Row) => object;
  permission: PermissionName | null;
  /** Has no reply: seen on the other side when it is allowed, answered without an id when it is not. */
  isSilent?: true;
  /** Only who has joined may: the proof of membership. */
  needsJoining?: true;
  /** Who may change what somebody else wrote. */
  onOthersMessage?: PermissionName | "nobody";
}

export const PROBES: readonly Probe[] = [
  {
    name: "subscribe",
    type: "subscribe",
    frame: ({ conversationId }) => ({ type: "subscribe", conversationId, afterSeq: 0 }),
    permission: "conversation.read",
  },
  {
    name: "unsubscribe",
    type: "unsubscribe",
    frame: ({ conversationId }) => ({ type: "unsubscribe", conversationId }),
    permission: null,
  },
  {
    name: "history",
    type: "history",
    frame: ({ conversationId }) => ({ type: "history", conversationId, beforeSeq: 100, limit: 10 }),
    permission: "conversation.read",
  },
  {
    name: "message.send of a text",
    type: "message.send",
    frame: ({ conversationId }) => message(conversationId, "text"),
    permission: "message.send",
  },
  {
    name: "message.send of a note",
    type: "message.send",
    frame: ({ conversationId }) => message(conversationId, "note"),
    permission: "conversation.organise",
  },
  {
    name: "message.edit",
    type: "message.edit",
    frame: (row) => ({ type: "message.edit", ...row, operationId: systemIds.next(), body: "changed" }),
    permission: "message.send",
    onOthersMessage: "nobody",
  },
  {
    name: "message.delete",
    type: "message.delete",
    frame: (row) => ({ type: "message.delete", ...row, operationId: systemIds.next() }),
    permission: "message.send",
    onOthersMessage: "conversation.supervise",
  },
  {
    name: "receipt",
    type: "receipt",
    frame: ({ conversationId }) => ({ type: "receipt", conversationId, readSeq: 1 }),
    permission: "conversation.read",
    isSilent: true,
  },
  {
    name: "typing",
    type: "typing",
    frame: ({ conversationId }) => ({ type: "typing", conversationId, isTyping: true }),
    permission: "message.send",
    isSilent: true,
    needsJoining: true,
  },
];

function message(conversationId: string, kind: "text" | "note"): object {
  return { type: "message.send", conversationId, clientMessageId: systemIds.next(), body: "hello", kind };
}

export function verdictOn(probe: Probe, role: Role, target: Target): Verdict {
  if (probe.permission === null) return "allowed";
  // Before anything is looked at, so that a refusal tells nothing.
  const reach = reachOf(role, probe.permission);
  if (reach === null) return "forbidden";
  if (target === "another tenant's" || target === "random") return "not_found";
  if (target === "own") return "allowed";
  if (reach === "own") return "not_found";
  if (probe.onOthersMessage === undefined) return "allowed";
  if (probe.onOthersMessage === "nobody") return "forbidden";
  return reachOf(role, probe.onOthersMessage) === null ? "forbidden" : "allowed";
}
