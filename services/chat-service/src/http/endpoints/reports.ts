import * as routes from "@chorus/contracts/routes/reports";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { liveReport } from "../../reports/live-report.ts";

export function reportEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [endpoint(routes.liveReport, async (input) => reply(200, await liveReport(context, principalOf(input))))];
}
