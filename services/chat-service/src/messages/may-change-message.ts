import { reachOf } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import type { Principal } from "../identity/principal.ts";
import type { EventRow } from "../conversations/rows/event-queries.ts";

export type ChangeableMessage = Pick<EventRow, "actor_id" | "created_at" | "deleted_at">;

/**
 * Its author edits a message while the window is open, and deletes it at any time, as a supervisor does.
 * @param change the new text, or null to delete
 * @throws AppError `forbidden` for another's message, `conflict` for an edit that comes too late
 */
export function requireMayChange(
  principal: Principal,
  message: ChangeableMessage,
  change: { body: string | null; nowMs: number; editWindowMinutes: number },
): void {
  const isAuthor = message.actor_id === principal.userId;
  if (change.body === null) {
    const maySupervise = !principal.apiKey && reachOf(principal.role, "conversation.supervise") !== null;
    if (!isAuthor && !maySupervise)
      throw new AppError("forbidden", { detail: "Only its author or a supervisor may delete a message." });
    return;
  }
  if (!isAuthor) throw new AppError("forbidden", { detail: "Only its author may edit a message." });
  if (message.deleted_at !== null) throw new AppError("conflict", { detail: "The message was deleted." });
  const { editWindowMinutes: windowMinutes, nowMs } = change;
  if (nowMs - message.created_at.getTime() > windowMinutes * 60_000) {
    throw new AppError("conflict", { detail: `A message can be edited for ${windowMinutes} minutes.` });
  }
}
