import { readEnv } from "@chorus/kernel/config";
import { environment, toConfig } from "./config.ts";
import { createCommerce } from "./service.ts";

/** From the environment: what `main.ts` runs and a test cluster starts. @throws ConfigError with one line per bad variable */
export const create = (variables: NodeJS.ProcessEnv) => createCommerce(toConfig(readEnv(environment, variables)));
