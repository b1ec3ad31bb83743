import { readEnv } from "@chorus/kernel/config";
import { runService } from "@chorus/kernel/run-service";
import { environment, toConfig } from "./config.ts";
import { createWebsocketGateway } from "./service.ts";

await runService((variables) => createWebsocketGateway(toConfig(readEnv(environment, variables))));
