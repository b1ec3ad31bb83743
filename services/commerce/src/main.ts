import { runService } from "@chorus/kernel/run-service";
import { create } from "./create.ts";

await runService("commerce", create);
