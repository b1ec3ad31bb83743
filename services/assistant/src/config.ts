import { restConfig, restEnvironment } from "@chorus/http/rest-config";
import { z } from "zod";

/** What assistant reads from the environment. */
export const environment = z.object(restEnvironment("assistant"));

/** @throws ConfigError for what is not safe where others can reach it */
export function toConfig(env: z.output<typeof environment>) {
  return restConfig("assistant", env);
}
export type AssistantConfig = ReturnType<typeof toConfig>;
