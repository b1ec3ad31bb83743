/**
 * Preloaded into every server, ours and theirs, beside `--expose-gc`: SIGUSR2 collects all garbage and writes what is left to
 * the file named by BENCH_MEMORY_FILE, so that memory is compared without what merely has not been collected yet.
 */
import { writeFileSync } from "node:fs";

process.on("SIGUSR2", () => {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  writeFileSync(process.env.BENCH_MEMORY_FILE, JSON.stringify(process.memoryUsage()));
});
