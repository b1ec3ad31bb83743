import { describe } from "vitest";
import { createMemoryStore } from "./memory-store.ts";
import { describePresenceStore } from "./store-contract.ts";

describe("presence in memory", () => {
  describePresenceStore(createMemoryStore, 1_000);
});
