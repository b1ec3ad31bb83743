import { readEnv } from "@chorus/kernel/config";
import { runService } from "@chorus/kernel/run-service";
import { environment, toConfig } from "./config.ts";
import { createChatService } from "./service.ts";

await runService((variables) => createChatService(toConfig(readEnv(environment, variables))));
