/**
 * The walls of engineering.md ("Layout"): contracts <- kernel <- shared packages <- services; contracts <- client-sdk <- apps.
 * Tests may look at everything.
 * @type {import("dependency-cruiser").IConfiguration}
 */
const TESTS = "[.](test|prop[.]test|int[.]test)[.]tsx?$|(^|/)testing[.]ts$|/(testing|tests|evals)/";
const OWN_TOOLS = "^(shared/testing|infrastructure|tests)/";

/** Rooms of infrastructure that write files, or run beside a platform, and those that each may use. */
const BELOW = {
  containers: [],
  environments: ["containers"],
  kubernetes: ["containers", "environments"],
  backup: ["containers", "servers"],
  monitoring: ["servers"],
};

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Files that import each other cannot be understood, tested or loaded one at a time.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "An import that cannot be found is a missing dependency or a path outside a package's exports.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(virtual:|/@)" },
    },
    {
      name: "contracts-only-zod",
      comment: "Browsers, k6 and every service load the contracts.",
      severity: "error",
      from: { path: "^shared/contracts/src", pathNot: TESTS },
      to: { pathNot: "^(shared/contracts/|node_modules/zod/)" },
    },
    {
      name: "kernel-only-contracts",
      severity: "error",
      from: { path: "^shared/kernel/src", pathNot: TESTS },
      to: {
        pathNot: "^(shared/(contracts|kernel)/|node_modules/(zod|uuidv7|libphonenumber-js)/)",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "client-sdk-only-contracts",
      comment: "It runs in browsers: no Node, no server package.",
      severity: "error",
      from: { path: "^shared/client-sdk/src", pathNot: TESTS },
      to: { pathNot: "^(shared/(contracts|client-sdk)/|node_modules/(zod|uuidv7|libphonenumber-js)/)" },
    },
    {
      name: "shared-below-services",
      severity: "error",
      from: { path: "^shared/", pathNot: [TESTS, "^shared/testing/"] },
      to: { path: "^(services|apps|infrastructure|load-tests|shared/testing)/" },
    },
    {
      name: "nobody-above-cluster-and-cli",
      comment: "cli and cluster stand on everything: only tests, benchmarks and faults start platforms with them.",
      severity: "error",
      from: {
        pathNot: ["^infrastructure/(cli|cluster|monitoring)/", "^(tests|load-tests)/", "^services/[^/]+/tests/"],
      },
      to: { path: "^infrastructure/(cli|cluster|monitoring)/" },
    },
    ...Object.entries(BELOW).map(([room, rooms]) => ({
      name: `${room}-below-cluster-and-cli`,
      comment: `What infrastructure/${room} stands on: the shared packages and ${rooms.join(", ") || "nothing else"}.`,
      severity: "error",
      from: { path: `^infrastructure/${room}/`, pathNot: TESTS },
      to: {
        path: `^(services|apps|tests|load-tests|shared/testing|infrastructure/(?!(${[room, ...rooms].join("|")})/))`,
      },
    })),
    {
      name: "cluster-below-cli",
      severity: "error",
      from: { path: "^infrastructure/cluster/" },
      to: { path: "^(infrastructure/(cli|demo)|apps|tests|load-tests)/" },
    },
    {
      name: "servers-and-doubles-below-services",
      comment:
        "shared/testing starts servers and doubles: they may know the shared packages, and nobody who uses them.",
      severity: "error",
      from: { path: "^infrastructure/(servers|doubles|demo)/", pathNot: TESTS },
      to: { path: "^(services|apps|tests|load-tests|shared/testing|infrastructure/(cli|cluster))/" },
    },
    {
      name: "testing-below-services",
      severity: "error",
      from: { path: "^shared/testing/" },
      to: { path: "^(services|apps|tests|load-tests|infrastructure/(?!servers/|doubles/))" },
    },
    {
      name: "testing-helpers-below-cluster",
      comment: "What a service's tests share starts that service alone; a whole platform is for the tests themselves.",
      severity: "error",
      from: { path: "^(services|shared|apps)/.*/testing/" },
      to: { path: "^infrastructure/(cli|cluster|demo)/" },
    },
    {
      name: "services-apart",
      comment: "Services meet in shared/contracts only.",
      severity: "error",
      from: { path: "^services/([^/]+)/", pathNot: TESTS },
      to: { path: "^services/([^/]+)/", pathNot: "^services/$1/" },
    },
    {
      name: "services-below-tools",
      severity: "error",
      from: { path: "^services/", pathNot: TESTS },
      to: { path: "^(apps|infrastructure|load-tests|shared/testing)/" },
    },
    {
      name: "apps-on-the-sdk",
      comment: "What runs in a browser talks to services over the wire.",
      severity: "error",
      from: { path: "^apps/([^/]+)/", pathNot: [TESTS, "(^|/)(vite|playwright)[.]config[.]ts$"] },
      to: {
        path: "^(services|apps/(?!$1/)|infrastructure|load-tests|shared/(?!contracts/|client-sdk/|markdown/|design/))",
      },
    },
    {
      name: "uwebsockets-in-transport",
      comment: "Its pitfalls are guarded in one folder (reference/realtime.md, part 5).",
      severity: "error",
      from: { pathNot: ["^services/websocket-gateway/src/transport/", "^load-tests/bench/peers/uws[.]ts$"] },
      to: { path: "uWebSockets[.]js" },
    },
    {
      name: "redis-made-in-one-place",
      comment: "TLS and Sentinels work for every client, because all are made by shared/redis.",
      severity: "error",
      from: { pathNot: [TESTS, "^(shared/redis|load-tests)/"] },
      to: { path: "^node_modules/ioredis/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pg-in-database",
      comment: "Queries go through a tenant transaction.",
      severity: "error",
      from: { pathNot: ["^shared/database/", OWN_TOOLS] },
      to: { path: "^node_modules/(pg|pg-pool|@types/pg)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|[.]chorus|node_modules/.*/node_modules)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "browser", "types", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".node"],
    },
    progress: { type: "none" },
  },
};
