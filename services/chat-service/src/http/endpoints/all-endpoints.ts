import type { Endpoint } from "@chorus/http/mount";
import { authEndpoints } from "./sessions.ts";
import type { ChatContext } from "../../context.ts";
import { conversationEndpoints } from "./conversations.ts";
import { flagEndpoints } from "./flags.ts";
import { operatorEndpoints } from "./operator.ts";
import { messageEndpoints } from "./messages.ts";
import { customerEndpoints } from "./customers.ts";
import { peopleEndpoints } from "./people.ts";
import { signUpEndpoints } from "./sign-up.ts";
import { teamEndpoints } from "./teams.ts";
import { reportEndpoints } from "./reports.ts";
import { queueEndpoints } from "./queue.ts";
import { tenantEndpoints } from "./tenants.ts";
import type { Caller } from "../caller.ts";
import { internalEndpoints } from "./internal.ts";
import { troubleEndpoints } from "./troubles.ts";

/** All endpoints of chat-service. */
export function allEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    ...authEndpoints(context),
    ...signUpEndpoints(context),
    ...conversationEndpoints(context),
    ...messageEndpoints(context),
    ...queueEndpoints(context),
    ...peopleEndpoints(context),
    ...teamEndpoints(context),
    ...customerEndpoints(context),
    ...tenantEndpoints(context),
    ...flagEndpoints(context),
    ...operatorEndpoints(context),
    ...troubleEndpoints(context),
    ...reportEndpoints(context),
    ...internalEndpoints(context),
  ];
}
