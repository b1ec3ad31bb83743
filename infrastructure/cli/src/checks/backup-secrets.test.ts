import {
  BACKED_UP_SECRETS,
  MIGRATION_SECRETS,
  REPLACEABLE_SECRETS,
  SECRET_VARIABLES,
} from "@chorus/containers/secrets";
import { expect, test } from "vitest";

test("every secret of an installation is either in its backups, or it is said where a new one comes from", () => {
  const replaceable = Object.keys(REPLACEABLE_SECRETS);
  expect(replaceable.filter((name) => (BACKED_UP_SECRETS as readonly string[]).includes(name))).toEqual([]);
  // The other half of a pair, and worthless without the first, but browsers ask for the same one again.
  const known = [...SECRET_VARIABLES, ...MIGRATION_SECRETS, "VAPID_PUBLIC_KEY"];
  expect([...BACKED_UP_SECRETS, ...replaceable].toSorted()).toEqual(known.toSorted());
});
