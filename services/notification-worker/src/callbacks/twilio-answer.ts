import { sayReason } from "@chorus/contracts/entities/delivery-reasons";
import type { NotificationContext } from "../context.ts";
import { companiesThatWroteTo } from "./twilio-status.ts";

/** The words that carriers demand to be honoured (CTIA), and ours in the other languages we write. */
const STOP = new Set(["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "stopp", "baja", "alto", "parar"]);
const START = new Set(["start", "yes", "unstop"]);

/** Somebody answered a text message: a word that stops them stops them for every company that wrote to this number. */
export async function takeSmsAnswer(
  context: NotificationContext,
  answer: { number: string; text: string },
): Promise<void> {
  const word = answer.text.trim().toLowerCase();
  if (!STOP.has(word) && !START.has(word)) return;
  for (const tenantId of await companiesThatWroteTo(context, answer.number)) {
    await context.database.withTenant(tenantId, async (tx) => {
      if (START.has(word)) {
        await tx.deleteFrom("suppressions").where("channel", "=", "sms").where("address", "=", answer.number).execute();
        return;
      }
      await tx
        .insertInto("suppressions")
        .values({
          tenant_id: tenantId,
          channel: "sms",
          address: answer.number,
          reason: sayReason("sms_stopped", { words: word }),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }
}
