// Preloaded into services to be profiled: `--cpu-prof` cannot be told by the environment. Written to BENCH_PROFILE at the end.
import { mkdirSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import path from "node:path";
import { threadId } from "node:worker_threads";

const folder = process.env["BENCH_PROFILE"];
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.start");
process.once("exit", () => {
  session.post("Profiler.stop", (_error, { profile }) => {
    const service = path.basename(path.dirname(process.argv[1] ?? "unknown"));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${service}-${process.pid}-${threadId}.cpuprofile`), JSON.stringify(profile));
  });
});
