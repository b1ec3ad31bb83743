import type { listProviders } from "@chorus/contracts/routes/summaries";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { SummaryContext } from "../context.ts";
import { chooseProvider } from "@chorus/models/choose-provider";
import { readSettings } from "@chorus/models/settings";

/** Which model answers for a tenant, and why. */
export async function describeProviders(
  context: SummaryContext,
  tenantId: string,
): Promise<RouteResult<typeof listProviders>["items"]> {
  const settings = await readSettings(context, tenantId);
  const choice = chooseProvider(context, settings, ({ breaker }) => breaker.isOpen());
  const answering = "provider" in choice ? choice.provider.name : "local";
  const own = "Chorus' own summariser: it picks the sentences that matter, on this machine, without model and key.";
  return [
    {
      ...{ name: "local", model: null },
      state: answering === "local" ? "answering" : "standby",
      reason: "because" in choice ? `${own} ${choice.because}` : `${own} It answers when ${answering} does not.`,
    },
    ...context.remote.map(({ name, model, host }) => ({
      ...{ name, model },
      state: answering === name ? ("answering" as const) : ("off" as const),
      reason: answering === name ? `It was chosen. Conversations go to ${host}.` : `Conversations would go to ${host}.`,
    })),
  ];
}
