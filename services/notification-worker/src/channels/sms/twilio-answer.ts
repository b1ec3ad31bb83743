import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import type { NotificationContext } from "../../context.ts";
import { readStopWord } from "./stop-words.ts";
import { replyToUnread } from "./unread-answer.ts";
import { tenantsThatWroteTo } from "./twilio-status.ts";

/**
 * A reply to a text message: a stop word unsubscribes the number from every tenant that wrote to it. A start word that ends no stop,
 * such as "Yes" to a question, is an answer like any other.
 * @returns what is answered, if anything
 */
export async function takeSmsAnswer(
  context: NotificationContext,
  answer: { number: string; text: string },
): Promise<string | null> {
  const asked = readStopWord(answer.text);
  if (!asked) return replyToUnread(context, answer.number);
  let ended = 0n;
  for (const tenantId of await tenantsThatWroteTo(context, answer.number)) {
    await context.database.withTenant(tenantId, async (tx) => {
      if (asked.asks === "start") {
        const { numDeletedRows } = await tx
          .deleteFrom("suppressions")
          .where("channel", "=", "sms")
          .where("address", "=", answer.number)
          .executeTakeFirst();
        ended += numDeletedRows;
        return;
      }
      await tx
        .insertInto("suppressions")
        .values({
          tenant_id: tenantId,
          channel: "sms",
          address: answer.number,
          reason: formatReason("sms_stopped", { words: asked.word }),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }
  return asked.asks === "start" && ended === 0n ? replyToUnread(context, answer.number) : null;
}
