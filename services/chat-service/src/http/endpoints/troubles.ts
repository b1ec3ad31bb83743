import * as routes from "@chorus/contracts/routes/troubles";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { readTroubles } from "../../troubles/read-troubles.ts";
import type { Caller } from "../caller.ts";

export function troubleEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [endpoint(routes.readTroubles, async () => reply(200, { items: await readTroubles(context) }))];
}
