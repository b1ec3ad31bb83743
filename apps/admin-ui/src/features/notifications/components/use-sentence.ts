import type { InAppNotification } from "@chorus/contracts/routes/notifications";
import { useTexts } from "../../../lib/language/texts.ts";
import { bellTexts } from "../bell-texts.ts";
import { eventTexts } from "../event-texts.ts";

/** One sentence about what happened. */
export function useSentence({ event, actorName, customerName }: InAppNotification): string {
  const t = useTexts(bellTexts);
  const events = useTexts(eventTexts).events;
  const actor = actorName ?? t.somebody;
  const customer = customerName ?? t.somebody;
  if (event === "conversation.assigned") return t.sentences.assigned(actor, customer);
  if (event === "conversation.mentioned") return t.sentences.mentioned(actor, customer);
  if (event === "conversation.closed") return t.sentences.closed(actor, customer);
  return event === "test" ? t.sentences.test : events[event];
}
