import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, readEnv } from "./config.ts";
import { refuseDevelopmentSecrets, serviceEnvironment } from "./service-environment.ts";

const schema = z.object({ ...serviceEnvironment, PORT: z.coerce.number().describe("where to listen") });

test("names every variable that is missing or not usable, one line each, and says what it is for", () => {
  const read = () => readEnv(schema, { INTERNAL_SECRET: "short", LOG_PRETTY: "perhaps" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/^PORT is missing: where to listen$/m);
  expect(read).toThrow(/^INTERNAL_SECRET is not usable: .*32/m);
  expect(read).toThrow(/^LOG_PRETTY is not usable: /m);
});

test("an empty value is an absent one", () => {
  expect(readEnv(schema, { PORT: "1", LOG_LEVEL: "  " }).LOG_LEVEL).toBe("info");
});

test("production refuses every secret that development has", () => {
  const env = readEnv(schema, { PORT: "1", NODE_ENV: "production" });
  expect(() => refuseDevelopmentSecrets({ ...env, OTHER: "dev" }, { OTHER: "dev" })).toThrow(
    new ConfigError(
      "INTERNAL_SECRET still has its development default: set a random one\nOTHER still has its development default: set a random one",
    ),
  );
  refuseDevelopmentSecrets({ ...env, INTERNAL_SECRET: "a".repeat(40) });
  refuseDevelopmentSecrets({ ...env, NODE_ENV: "development" });
});
