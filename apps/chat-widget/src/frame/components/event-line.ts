import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import { translate } from "../state/language.ts";

type LogEvent = Extract<TimelineEntry, { type: "event" }>["event"];

/** The events that matter to customers, in words; undefined for the others. */
export function eventLine(event: LogEvent): string | undefined {
  switch (event.kind) {
    case "conversation.assigned":
    case "conversation.transferred": {
      const name = event.data.conversation.assignee?.name;
      return name && translate("joined", { name });
    }
    case "conversation.queued":
      return translate("waiting");
    case "conversation.status":
      if (event.data.conversation.status === "closed") return translate("wasClosed");
      return event.data.conversation.status === "open" ? translate("wasReopened") : undefined;
    case "conversation.erased":
      return translate("wasErased");
    default:
      return undefined;
  }
}
