import { CircleAlert } from "lucide-react";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { messageTexts } from "../message-texts.ts";
import type { MessageRow } from "./timeline-rows.ts";

/** Why one's own message was not sent, and what can be done; nothing for any other. */
export function FailedLine({ row }: { row: MessageRow }) {
  const { chat } = useDeskSession();
  const t = useTexts(messageTexts);
  const { outgoing } = row;
  if (row.delivery !== "failed" || !outgoing) return null;
  const isNewer = outgoing.error?.code === "conflict";
  return (
    <span
      role="alert"
      className="mt-1 flex flex-wrap items-center justify-end gap-x-2 gap-y-0.5 px-1 text-xs text-red-ink"
    >
      <CircleAlert aria-hidden="true" size={13} />
      <span>{isNewer ? t.newer : t.notSent(outgoing.error?.detail ?? "")}</span>
      <button type="button" className="font-semibold underline" onClick={() => chat.retry(outgoing.clientMessageId)}>
        {isNewer ? t.sendAnyway : t.tryAgain}
      </button>
      <button type="button" className="font-semibold underline" onClick={() => chat.discard(outgoing.clientMessageId)}>
        {t.discard}
      </button>
    </span>
  );
}
