import { UserError } from "@chorus/servers/user-error";

interface Command {
  summary: string;
  /** Loaded only when asked for: the linter should not wait for the database driver. */
  load: () => Promise<(args: string[]) => Promise<void>>;
}

const COMMANDS: Record<string, Command> = {
  dev: { summary: "run everything", load: async () => (await import("./stack/dev.ts")).runDev },
  run: {
    summary: "run one service against the running stack",
    load: async () => (await import("./stack/run-one.ts")).runOne,
  },
  exec: {
    summary: "run a program under the Node that Chorus runs on: npm run exec -- node load-tests/bench/inbox.ts",
    load: async () => (await import("./programs.ts")).runProgram,
  },
  doctor: {
    summary: "check the running platform end to end",
    load: async () => (await import("./doctor/run-doctor.ts")).runDoctor,
  },
  logs: {
    summary: "follow the logs of a service",
    load: async () => (await import("./logs/follow-logs.ts")).followLogs,
  },
  observe: {
    summary: "watch the running platform with Prometheus and Alertmanager, and draw the dashboards",
    load: async () => (await import("./observe/observe.ts")).runObserve,
  },
  migrate: {
    summary: "bring the database up to date",
    load: async () => (await import("./stack/migrate-and-seed.ts")).runMigrate,
  },
  seed: {
    summary: "fill in the demo company",
    load: async () => (await import("./stack/migrate-and-seed.ts")).runSeed,
  },
  reset: {
    summary: "forget the local databases and logs",
    load: async () => (await import("./stack/reset.ts")).runReset,
  },
  test: { summary: "verify, then every test", load: async () => (await import("./test-run/test-run.ts")).runTests },
  coverage: {
    summary: "count the lines that the tests of each package run",
    load: async () => (await import("./checks/run-coverage.ts")).runCoverage,
  },
  "test-long": {
    summary: "run in full what the tests run a share of",
    load: async () => (await import("./long-tests.ts")).runLongTests,
  },
  "fault-test": {
    summary: "let everything go wrong, and count what is lost",
    load: async () => (await import("./fault-test.ts")).runFaultTest,
  },
  "load-test": {
    summary: "run a k6 scenario against the running platform",
    load: async () => (await import("./k6/load-test.ts")).runLoadTest,
  },
  k6: { summary: "build k6 with Go", load: async () => (await import("./k6/build-k6.ts")).buildK6 },
  bench: { summary: "measure Chorus beside its peers", load: async () => (await import("./programs.ts")).runBench },
  verify: {
    summary: "check format, types, style and structure",
    load: async () => (await import("./checks/verify.ts")).runVerify,
  },
  reindex: {
    summary: "make the vector store again from Postgres",
    load: async () => (await import("./programs.ts")).runReindex,
  },
  "verify-audit": {
    summary: "check that no audit log was changed",
    load: async () => (await import("./programs.ts")).runVerifyAudit,
  },
  backup: {
    summary: "back up the database, encrypted and verified; `backup follow` goes on with the log of writes",
    load: async () => (await import("./backup/run-backup.ts")).runBackup,
  },
  "backup-age": {
    summary: "fail when the newest backup is older than a day and the time that one may take, or than the hours given",
    load: async () => (await import("./backup/run-backup.ts")).runBackupAge,
  },
  restore: {
    summary: "restore the database from its backups, --to a time",
    load: async () => (await import("./backup/run-restore.ts")).runRestore,
  },
  "restore-drill": {
    summary: "lose a database on purpose and get it back",
    load: async () => (await import("./backup/run-restore.ts")).runRestoreDrill,
  },
  "test-upgrade": {
    summary: "run the previous release's tests on this release's schema",
    load: async () => (await import("./upgrade/test-previous.ts")).runPreviousTests,
  },
  "lint-migrations": {
    summary: "look for migrations that others would wait for",
    load: async () => (await import("./upgrade/lint-migrations.ts")).runLintMigrations,
  },
  eval: {
    summary: "score the summaries and write docs/summaries-evaluation.md",
    load: async () => (await import("./programs.ts")).runEvaluation,
  },
  rooms: {
    summary: "list folders of a package that import each other",
    load: async () => (await import("./checks/rooms.ts")).runRooms,
  },
  sizes: {
    summary: "weigh what visitors of a shop download",
    load: async () => (await import("./checks/bundle-sizes.ts")).runBundleSizes,
  },
  generate: { summary: "write the generated files", load: async () => (await import("./generate.ts")).runGenerate },
  fmt: { summary: "format every file", load: async () => (await import("./programs.ts")).tool("oxfmt", []) },
  lint: {
    summary: "lint every file",
    load: async () => (await import("./programs.ts")).tool("oxlint", ["--type-aware"]),
  },
  images: {
    summary: "build the container images",
    load: async () => (await import("./containers/build-images.ts")).runBuildImages,
  },
  env: {
    summary: "write infrastructure/compose/.env with fresh secrets",
    load: async () => (await import("./containers/write-environment.ts")).runWriteEnvironment,
  },
  up: {
    summary: "start the platform in containers",
    load: async () => (await import("./containers/compose-commands.ts")).runUp,
  },
  down: {
    summary: "stop the platform in containers, keep its data",
    load: async () => (await import("./containers/compose-commands.ts")).runDown,
  },
  upgrade: {
    summary: "new images, the migration, then the services",
    load: async () => (await import("./containers/compose-commands.ts")).runUpgrade,
  },
  rollback: {
    summary: "go back to the images of before",
    load: async () => (await import("./containers/compose-commands.ts")).runRollback,
  },
  "verify-kubernetes": {
    summary: "build the overlays, compare them with Kubernetes' schemas",
    load: async () => (await import("./programs.ts")).tool("bash", ["infrastructure/kubernetes/verify.sh"]),
  },
  deploy: {
    summary: "bring an environment of Kubernetes up to date",
    load: async () => (await import("./programs.ts")).tool("bash", ["infrastructure/kubernetes/deploy.sh"]),
  },
  "verify-workflows": {
    summary: "lint what GitHub runs",
    load: async () => (await import("./programs.ts")).tool("bash", ["release/verify-workflows.sh"]),
  },
  licences: {
    summary: "list the dependencies' licences; fails for one that is not allowed",
    load: async () => (await import("./checks/licences.ts")).runLicences,
  },
  sbom: {
    summary: "write sbom.cdx.json, the list of what is shipped",
    load: async () => (await import("./programs.ts")).tool("bash", ["release/sbom.sh"]),
  },
  "scan-secrets": {
    summary: "look for secrets in the history",
    load: async () => (await import("./programs.ts")).tool("bash", ["release/scan-secrets.sh"]),
  },
  build: {
    summary: "build what is shipped",
    load: async () => (await import("./programs.ts")).tool("turbo", ["run", "build"]),
  },
};

/** @throws UserError for an unknown command; whatever the command throws */
export async function runCommand([name = "help", ...args]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command) {
    const run = await command.load();
    return run(args);
  }
  const lines = Object.entries(COMMANDS).map(([known, { summary }]) => `  ${known.padEnd(10)} ${summary}`);
  if (name !== "help") throw new UserError(`there is no command ${name}; there are\n${lines.join("\n")}`);
  console.log(`npm run <command>, or make <command>:\n${lines.join("\n")}`);
}
