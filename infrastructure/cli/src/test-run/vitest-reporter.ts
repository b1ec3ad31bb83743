import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { toReason, type Failure, type TestReport } from "./test-report.ts";

/** Writes what vitest came to into the file of VITEST_REPORT: with failed suites and errors outside of tests, which have no test. */
// oxlint-disable-next-line import/no-default-export -- how vitest loads a reporter
export default class VitestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env["VITEST_REPORT"];
    if (file === undefined) return;
    const report: TestReport = { passed: 0, failures: unhandled.map((error) => toFailure("outside of a test", error)) };
    for (const module of modules) {
      const where = path.relative(process.cwd(), module.moduleId);
      report.failures.push(...module.errors().map((error) => toFailure(where, error)));
      for (const suite of module.children.allSuites()) {
        report.failures.push(...suite.errors().map((error) => toFailure(`${where} › ${suite.fullName}`, error)));
      }
      for (const test of module.children.allTests()) countTest(report, where, test);
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(report));
  }
}

function countTest(report: TestReport, where: string, test: TestCase): void {
  const { state, errors } = test.result();
  if (state === "passed") report.passed += 1;
  if (state !== "failed") return;
  const [error] = errors;
  report.failures.push(toFailure(`${where} › ${test.fullName}`, error));
}

function toFailure(test: string, error: SerializedError | undefined): Failure {
  return { test, reason: toReason(error?.stack ?? error?.message ?? "no error was given") };
}
