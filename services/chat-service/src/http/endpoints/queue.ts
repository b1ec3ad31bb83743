import * as routes from "@chorus/contracts/routes/queue";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { acceptConversation } from "../../routing/accept-conversation.ts";
import { acceptNext } from "../../routing/accept-next.ts";
import { listQueue } from "../../routing/list-queue.ts";

export function queueEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listQueue, async (input) => {
      const { limit, cursor } = input.query;
      return reply(200, await listQueue(context, principalOf(input), { limit, cursor }));
    }),
    endpoint(routes.acceptNext, async (input) => {
      const conversation = await acceptNext(context, principalOf(input));
      return conversation ? reply(200, { conversation }) : reply(204);
    }),
    endpoint(routes.acceptConversation, async (input) =>
      reply(200, { conversation: await acceptConversation(context, principalOf(input), input.params.conversationId) }),
    ),
  ];
}
