import { readEnv } from "@chorus/kernel/config";
import { runService } from "@chorus/kernel/run-service";
import { environment, toConfig } from "./config.ts";
import { createNotificationWorker } from "./service.ts";

await runService((variables) => createNotificationWorker(toConfig(readEnv(environment, variables))), {
  isBackground: true,
});
