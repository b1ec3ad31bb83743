import { restConfig, restEnvironment } from "@chorus/http/rest-config";
import { z } from "zod";

/** What assistant reads from the environment. */
export const environment = z.object(restEnvironment("assistant"));

/** @throws ConfigError when others can reach it and a secret or an origin is not safe */
export function toConfig(env: z.output<typeof environment>) {
  return restConfig("assistant", env);
}
export type AssistantConfig = ReturnType<typeof toConfig>;
