import type { ModelContext, RemoteProvider } from "./provider.ts";
import type { ModelSettings } from "./settings.ts";

/**
 * The remote model to use, or why none is.
 * @param isAway whether a provider's circuit is open: a caller that will use it takes the one probe, one that only reports does not
 */
export function chooseProvider(
  { remote }: Pick<ModelContext, "remote">,
  settings: ModelSettings,
  isAway: (provider: RemoteProvider) => boolean,
): { provider: RemoteProvider } | { because: string } {
  if (settings.provider === "local") return { because: "It was chosen." };
  const provider = remote.find(({ name }) => name === settings.provider);
  if (!provider) return { because: `This installation does not have ${settings.provider} any more.` };
  if (settings.tokensUsedToday >= settings.dailyTokenBudget) return { because: "Today's token budget is used up." };
  if (settings.tokensUsedThisMonth >= settings.monthlyTokenQuota)
    return { because: "This month's tokens are used up: the operator of this installation can raise them." };
  if (isAway(provider)) return { because: `${provider.name} has failed several times: it is asked again in a minute.` };
  return { provider };
}
