import * as routes from "@chorus/contracts/routes/conversations";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { isCustomer } from "../../identity/principal.ts";
import { countSend, requireLength, requireRoomToSend } from "../limited.ts";
import { logPage } from "../log-page.ts";
import { assignConversation } from "../../conversations/commands/assign-conversation.ts";
import { closeConversation } from "../../conversations/commands/close-conversation.ts";
import { createConversation } from "../../conversations/commands/create-conversation.ts";
import { countConversations } from "../../conversations/reads/count-conversations.ts";
import { exportConversation } from "../../conversations/reads/export-conversation.ts";
import { getConversation } from "../../conversations/reads/get-conversation.ts";
import { listConversations } from "../../conversations/reads/list-conversations.ts";
import { mailTranscript } from "../../conversations/commands/mail-transcript.ts";
import { patchConversation } from "../../conversations/commands/patch-conversation.ts";
import { rateConversation } from "../../conversations/commands/rate-conversation.ts";
import { readEvents } from "../../conversations/reads/read-events.ts";
import { reopenConversation } from "../../conversations/commands/reopen-conversation.ts";
import { transferConversation } from "../../conversations/commands/transfer-conversation.ts";

export function conversationEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.createConversation, async (input) => {
      const principal = principalOf(input);
      const { subject, message, customerId } = input.body;
      const operation = message && {
        clientMessageId: message.clientMessageId,
        customerId: isCustomer(principal) ? principal.userId : customerId,
      };
      const giveBack = await countSend(context, principal, input.http, message?.body, operation);
      if (operation) await requireRoomToSend(context, principal, operation);
      const { created, isRepeat, ...body } = await createConversation(context, principal, {
        subject,
        message,
        customerId,
        requestId: input.requestId,
      });
      if (isRepeat) await giveBack();
      return reply(created ? 201 : 200, body);
    }),
    endpoint(routes.listConversations, async (input) => {
      const { limit, cursor, ...filters } = input.query;
      return reply(
        200,
        await listConversations(context, principalOf(input), {
          ...{ status: filters.status, assignee: filters.assignee, tag: filters.tag },
          ...{ customerId: filters.customerId, teamId: filters.teamId, here: filters.here },
          ...{ limit, cursor },
        }),
      );
    }),
    // Before the route with an id, which its path would fit.
    endpoint(routes.countConversations, async (input) =>
      reply(200, await countConversations(context, principalOf(input))),
    ),
    endpoint(routes.getConversation, async (input) =>
      reply(200, await getConversation(context, principalOf(input), input.params.conversationId)),
    ),
    endpoint(routes.mailTranscript, async (input) => {
      const { to, email } = input.body;
      const request = { conversationId: input.params.conversationId, to, email };
      return reply(202, { recipient: await mailTranscript(context, principalOf(input), request) });
    }),
    endpoint(routes.assignConversation, async (input) => {
      const { agentId = null, teamId = null } = input.body;
      const { conversationId } = input.params;
      return reply(200, {
        conversation: await assignConversation(context, principalOf(input), { conversationId, agentId, teamId }),
      });
    }),
    endpoint(routes.closeConversation, async (input) =>
      reply(200, { conversation: await closeConversation(context, principalOf(input), input.params.conversationId) }),
    ),
    endpoint(routes.reopenConversation, async (input) =>
      reply(200, { conversation: await reopenConversation(context, principalOf(input), input.params.conversationId) }),
    ),
    endpoint(routes.patchConversation, async (input) =>
      reply(200, {
        conversation: await patchConversation(context, principalOf(input), { ...input.params, ...input.body }),
      }),
    ),
    endpoint(routes.transferConversation, async (input) => {
      const { agentId = null, teamId = null, note } = input.body;
      const principal = principalOf(input);
      if (note !== undefined) await requireLength(context, principal.tenantId, "note", note);
      const target = { ...input.params, agentId, teamId, note };
      return reply(200, { conversation: await transferConversation(context, principal, target) });
    }),
    endpoint(routes.rateConversation, async (input) => {
      const { score, comment } = input.body;
      return reply(200, {
        conversation: await rateConversation(context, principalOf(input), { ...input.params, score, comment }),
      });
    }),
    endpoint(routes.exportConversation, async (input) =>
      reply(200, await exportConversation(context, principalOf(input), input.params.conversationId)),
    ),
    endpoint(routes.listEvents, async (input) => {
      const range = logPage.range(input.query);
      const { events, hasMore } = await readEvents(context, principalOf(input), {
        conversationId: input.params.conversationId,
        ...range,
      });
      return reply(200, { items: events, nextCursor: logPage.nextCursor(range, events, hasMore) });
    }),
  ];
}
