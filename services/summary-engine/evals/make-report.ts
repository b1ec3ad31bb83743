import type { Configured } from "./config.ts";
import type { EvalConversation } from "./conversation.ts";
import { report } from "./report.ts";
import { scoreProviders } from "./score-providers.ts";

/** The page, with every provider asked. */
export async function makeReport(conversations: readonly EvalConversation[], configured: Configured): Promise<string> {
  const heldOut = conversations.filter(({ half }) => half === "held-out");
  return report(conversations, await scoreProviders(heldOut, configured));
}
