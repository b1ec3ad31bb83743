import { joinEventMessages } from "@chorus/contracts/bus/event-message";
import * as routes from "@chorus/contracts/routes/internal-chat";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import { checkSessions } from "../../identity/check-sessions.ts";
import { isOldMailToken } from "../../identity/mail-tokens.ts";
import type { ChatContext } from "../../context.ts";
import { readEvents } from "../../conversations/reads/read-events.ts";
import { recordSentMail } from "../../conversations/commands/record-sent-mail.ts";
import { recordAutomaticMail } from "../../conversations/commands/record-automatic-mail.ts";
import { recordHandOver } from "../../conversations/commands/record-hand-over.ts";
import { recordSummary } from "../../conversations/commands/record-summary.ts";
import { readGap } from "../../conversations/reads/read-gap.ts";
import { readHeads } from "../../conversations/reads/read-heads.ts";
import { readInboxChanges } from "../../conversations/reads/read-inbox-changes.ts";
import { syncConversations } from "../../conversations/reads/sync-conversations.ts";
import { recordLatency } from "../../latency/record-latency.ts";
import { describeApiKey } from "../../keys/verify-api-key.ts";
import { appendMessages } from "../../messages/append-messages.ts";
import { changeMessage } from "../../messages/change-message.ts";
import { gatherReceipts } from "../../messages/record-receipts.ts";
import { readAvailability } from "../../people/get-availability.ts";
import { setAvailability } from "../../people/set-availability.ts";
import { readTenantAccess } from "../../tenants/read-tenant-access.ts";
import type { Caller } from "../caller.ts";

/** Routes for other services, which authenticate with a service token and name the principal they act for. */
export function internalEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.openLink, async () => reply(204)),
    endpoint(routes.verifyApiKey, async ({ body }) =>
      reply(200, await describeApiKey(context, Buffer.from(body.keyHash, "hex"))),
    ),
    endpoint(routes.appendMessages, async ({ body }) => {
      const { results, events } = await appendMessages(context, body.tenantId, body.items);
      return reply(200, { results }, joinEventMessages(events.map(({ message }) => message)));
    }),
    endpoint(routes.changeMessage, async ({ params, body: { principal, ...change } }) =>
      reply(200, await changeMessage(context, principal, { ...params, ...change })),
    ),
    endpoint(routes.syncConversations, async ({ body }) =>
      reply(200, { results: await syncConversations(context, body.tenantId, body.items) }),
    ),
    endpoint(routes.readHistory, async ({ params, body }) =>
      reply(
        200,
        await readEvents(context, body.principal, {
          conversationId: params.conversationId,
          afterSeq: undefined,
          beforeSeq: body.beforeSeq,
          limit: body.limit,
        }),
      ),
    ),
    endpoint(routes.readGap, async ({ params, body }) =>
      reply(200, { events: await readGap(context, { ...body, conversationId: params.conversationId }) }),
    ),
    endpoint(routes.recordSummaries, async ({ params, body }) => {
      await recordSummary(context, { conversationId: params.conversationId, ...body });
      return reply(204);
    }),
    endpoint(routes.recordHandOver, async ({ params, body }) => {
      await recordHandOver(context, { conversationId: params.conversationId, ...body });
      return reply(204);
    }),
    endpoint(routes.recordSentMail, async ({ params, body }) => {
      await recordSentMail(context, { conversationId: params.conversationId, ...body });
      return reply(204);
    }),
    endpoint(routes.recordAutomaticMail, async ({ params, body }) => {
      await recordAutomaticMail(context, { conversationId: params.conversationId, ...body });
      return reply(204);
    }),
    endpoint(routes.checkMailToken, async ({ body }) => reply(200, { isOurs: isOldMailToken(context, body) })),
    endpoint(routes.readHeads, async ({ body }) => reply(200, { heads: await readHeads(context, body.conversations) })),
    endpoint(routes.readInboxChanges, async ({ body }) => reply(200, await readInboxChanges(context, body))),
    endpoint(routes.recordReceipts, async ({ body }) => {
      const { principal, conversationId, deliveredSeq, readSeq } = body;
      await gatherReceipts(context, principal, { conversationId, deliveredSeq, readSeq });
      return reply(204);
    }),
    endpoint(routes.recordAvailability, async ({ body }) => {
      await setAvailability(context, body.principal, body.status);
      return reply(204);
    }),
    endpoint(routes.readAvailability, async ({ body }) =>
      reply(200, { items: await readAvailability(context, body.tenantId, body.userIds) }),
    ),
    endpoint(routes.checkSessions, async ({ body }) =>
      reply(200, await checkSessions(context.database, body.tenantId, body.sessions)),
    ),
    endpoint(routes.recordLatency, async ({ body }) => {
      await recordLatency(context, body);
      return reply(204);
    }),
    endpoint(routes.readTenantAccess, async ({ body }) => reply(200, await readTenantAccess(context, body.tenantId))),
  ];
}
