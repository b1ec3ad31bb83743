import type { Endpoint } from "@chorus/http/mount";
import { authEndpoints } from "../auth/endpoints.ts";
import type { ChatContext } from "../context.ts";
import { conversationEndpoints } from "../conversations/endpoints.ts";
import { messageEndpoints } from "../messages/endpoints.ts";
import { customerEndpoints } from "../people/customers/endpoints.ts";
import { peopleEndpoints } from "../people/endpoints.ts";
import { teamEndpoints } from "../people/teams/endpoints.ts";
import { reportEndpoints } from "../reports/endpoints.ts";
import { queueEndpoints } from "../routing/endpoints.ts";
import { tenantEndpoints } from "../tenant/endpoints.ts";
import type { Caller } from "./caller.ts";
import { internalEndpoints } from "./internal-endpoints.ts";

/** Everything chat-service answers. */
export function allEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    ...authEndpoints(context),
    ...conversationEndpoints(context),
    ...messageEndpoints(context),
    ...queueEndpoints(context),
    ...peopleEndpoints(context),
    ...teamEndpoints(context),
    ...customerEndpoints(context),
    ...tenantEndpoints(context),
    ...reportEndpoints(context),
    ...internalEndpoints(context),
  ];
}
