import { readEnv } from "@chorus/kernel/config";
import { runService } from "@chorus/kernel/run-service";
import { environment, toConfig } from "./config.ts";
import { createPresenceService } from "./service.ts";

await runService((variables) => createPresenceService(toConfig(readEnv(environment, variables))));
