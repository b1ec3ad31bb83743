import { restConfig, restEnvironment } from "@chorus/http/rest-config";
import { z } from "zod";

/** What presence-service reads from the environment. */
export const environment = z.object(restEnvironment("presence-service"));

/** @throws ConfigError for what is not safe where others can reach it */
export function toConfig(env: z.output<typeof environment>) {
  return { ...restConfig("presence-service", env), reapEveryMs: 1_000 };
}
export type PresenceConfig = ReturnType<typeof toConfig>;
