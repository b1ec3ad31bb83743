import type { ModelContext, RemoteProvider } from "./provider.ts";
import type { ModelSettings } from "./settings.ts";

/** The remote model to be asked first, or why none is. */
export function chooseProvider(
  { remote }: Pick<ModelContext, "remote">,
  settings: ModelSettings,
): { provider: RemoteProvider } | { because: string } {
  if (settings.provider === "local") return { because: "It was chosen." };
  const provider = remote.find(({ name }) => name === settings.provider);
  if (!provider) return { because: `This installation does not have ${settings.provider} any more.` };
  if (settings.tokensUsedToday >= settings.dailyTokenBudget) return { because: "Today's token budget is used up." };
  if (provider.breaker.isOpen())
    return { because: `${provider.name} has failed several times: it is asked again in a minute.` };
  return { provider };
}
