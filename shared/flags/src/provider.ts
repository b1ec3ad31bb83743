import { FlagName } from "@chorus/contracts/flags";
import type { Clock } from "@chorus/kernel/clock";
import {
  type EvaluationContext,
  FlagNotFoundError,
  type Provider,
  type ResolutionDetails,
  TargetingKeyMissingError,
  TypeMismatchError,
} from "@openfeature/server-sdk";
import { evaluate, type Evaluated, type FindValue } from "./evaluate.ts";

/** In OpenFeature's words, why a value is what it is. */
const REASONS = {
  default: "DEFAULT",
  all: "SPLIT",
  tenant: "TARGETING_MATCH",
  owner: "TARGETING_MATCH",
} as const satisfies Record<Evaluated["from"], string>;

/** OpenFeature's view of what is set: booleans, for the tenant that is the targeting key. */
export function createFlagProvider(find: FindValue, clock: Clock): Provider {
  const onlyBooleans = async (): Promise<never> => {
    throw new TypeMismatchError("every flag of Chorus is a boolean");
  };
  return {
    metadata: { name: "chorus" },
    runsOn: "server",
    async resolveBooleanEvaluation(
      key: string,
      _default: boolean,
      { targetingKey }: EvaluationContext,
    ): Promise<ResolutionDetails<boolean>> {
      const flag = FlagName.safeParse(key);
      if (!flag.success) throw new FlagNotFoundError(`no flag ${key} in the catalogue`);
      if (!targetingKey) throw new TargetingKeyMissingError("the targeting key is a tenant's id");
      const { isOn, from } = evaluate(find, flag.data, targetingKey, clock.now());
      return { value: isOn, variant: isOn ? "on" : "off", reason: REASONS[from] };
    },
    resolveStringEvaluation: onlyBooleans,
    resolveNumberEvaluation: onlyBooleans,
    resolveObjectEvaluation: onlyBooleans,
  };
}
