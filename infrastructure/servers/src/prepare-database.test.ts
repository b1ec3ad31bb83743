import { DEVELOPMENT_DATABASE_PASSWORD } from "@chorus/kernel/published-secrets";
import { expect, test } from "vitest";
import { servicePasswordFor } from "./prepare-database.ts";

test.each(["postgres://owner:pw@127.0.0.1:5432/chorus", "postgres://owner:pw@localhost/chorus"])(
  "on this machine the services' password is the published one: %s",
  (url) => {
    expect(servicePasswordFor(url)).toBe(DEVELOPMENT_DATABASE_PASSWORD);
  },
);

test.each(["postgres://owner:pw@db.internal/chorus", "postgres://owner:pw@localhost/chorus?host=db.internal"])(
  "elsewhere it follows from the owner's, and is the same each time: %s",
  (url) => {
    const password = servicePasswordFor(url);
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(servicePasswordFor(url)).toBe(password);
    expect(servicePasswordFor(url.replace(":pw@", ":another@"))).not.toBe(password);
  },
);
