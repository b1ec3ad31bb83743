import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const NOT_TESTS = ["**/node_modules/**", "**/dist/**", "tests/e2e/**", ".chorus/**"];

/** One more than processors: most tests wait most of the time. A Redis from outside is one for all, who then come one after the other. */
const WORKERS = process.env["TEST_REDIS_URL"] === undefined ? availableParallelism() + 1 : 1;

/** A state that comes at all comes much sooner; this is for a machine that does other things as well. */
const PATIENCE = { poll: { timeout: 15_000 } };

/** Whole platforms first: what takes minutes and comes last keeps one processor busy and the others waiting. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes("/tests/integration/");
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own method
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Kinds of tests are told by their suffix (engineering.md, "Tests"). */
export default defineConfig({
  test: {
    reporters: ["default"],
    sequence: { sequencer: LongestFirst },
    // For `make coverage`; also of files that no test loads.
    coverage: {
      provider: "v8",
      include: ["{apps,infrastructure,services,shared}/*/src/**/*.{ts,tsx}", "apps/*/server/**/*.ts"],
      exclude: ["**/*.test.{ts,tsx}", "**/testing/**", "**/*.d.ts"],
      reporter: ["json-summary"],
      reportOnFailure: true,
    },
    projects: [
      {
        test: {
          name: "unit",
          // Pure functions share nothing that one file could spoil for another, and a process per file costs 46 of 62 seconds.
          isolate: false,
          maxWorkers: WORKERS,
          include: ["**/*.test.ts", "**/*.test.tsx", "**/*.prop.test.ts"],
          exclude: ["**/*.int.test.ts", ...NOT_TESTS],
          expect: PATIENCE,
          // Thousands of interleavings take a second, and many on a machine that does other things as well.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          // Every file starts what it needs itself and ends it; loading the code anew for each took a quarter of the time.
          isolate: false,
          maxWorkers: WORKERS,
          include: ["**/*.int.test.ts"],
          exclude: NOT_TESTS,
          globalSetup: ["shared/testing/src/global-setup.ts"],
          setupFiles: ["shared/testing/src/empty-redis.ts"],
          expect: PATIENCE,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
