import type { listProviders } from "@chorus/contracts/routes/summaries";
import type { RouteResult } from "@chorus/contracts/routes/define-route";

/** Which model answers, and why. */
export function describeProviders(): RouteResult<typeof listProviders>["items"] {
  return [
    {
      name: "local",
      model: null,
      state: "answering",
      reason:
        "Chorus' own summariser: it picks the sentences that matter, on this machine, and needs no model and no key.",
    },
  ];
}
