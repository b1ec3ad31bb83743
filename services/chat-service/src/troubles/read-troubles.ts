import type { Trouble } from "@chorus/contracts/routes/troubles";
import type { ChatContext } from "../context.ts";
import { findTroubles } from "./find-troubles.ts";

/** What does not work at the moment. While Redis is away nobody says so, and what is new does not come. */
export async function readTroubles({ heartbeats }: Pick<ChatContext, "heartbeats">): Promise<Trouble[]> {
  try {
    return findTroubles(await heartbeats());
  } catch {
    return ["live"];
  }
}
