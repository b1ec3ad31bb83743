import { readEnv } from "@chorus/kernel/config";
import { runService } from "@chorus/kernel/run-service";
import { environment, toConfig } from "./config.ts";
import { createSummaryEngine } from "./service.ts";

await runService((variables) => createSummaryEngine(toConfig(readEnv(environment, variables))), {
  isBackground: true,
});
