import * as routes from "@chorus/contracts/routes/messages";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { countSend } from "../limited.ts";
import { logPage } from "../log-page.ts";
import { timeSend } from "../../latency/time-send.ts";
import { changeMessage } from "../../messages/change-message.ts";
import { createMessage } from "../../messages/create-message.ts";
import { readOwnMessage } from "../../messages/read-own-message.ts";
import { listMessages } from "../../conversations/reads/list-messages.ts";
import { recordReceipts } from "../../messages/record-receipts.ts";

export function messageEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listMessages, async (input) => {
      const range = logPage.range(input.query);
      const { messages, hasMore } = await listMessages(context, principalOf(input), {
        conversationId: input.params.conversationId,
        ...range,
      });
      return reply(200, { items: messages, nextCursor: logPage.nextCursor(range, messages, hasMore) });
    }),
    endpoint(routes.createMessage, async (input) => {
      const principal = principalOf(input);
      const { message, duplicate } = await timeSend(context, principal.tenantId, async () => {
        const { conversationId } = input.params;
        const operation = { conversationId, clientMessageId: input.body.clientMessageId };
        const giveBack = await countSend(context, principal, input.http, input.body.body, operation);
        const created = await createMessage(context, principal, {
          ...{ conversationId, ...input.body },
          requestId: input.requestId,
        });
        if (created.duplicate) await giveBack();
        return created;
      });
      return reply(duplicate ? 200 : 201, message);
    }),
    endpoint(routes.editMessage, async (input) => {
      const { operationId: named, body } = input.body;
      const { conversationId } = input.params;
      const operation = named === undefined ? undefined : { conversationId, clientMessageId: named };
      const giveBack = await countSend(context, principalOf(input), input.http, body, operation);
      const { duplicate } = await changeMessage(context, principalOf(input), {
        ...{ ...input.params, body },
        operationId: named ?? context.ids.next(),
      });
      if (duplicate) await giveBack();
      return reply(200, await readOwnMessage(context, principalOf(input), input.params));
    }),
    endpoint(routes.deleteMessage, async (input) => {
      await countSend(context, principalOf(input), input.http, undefined);
      await changeMessage(context, principalOf(input), {
        ...input.params,
        operationId: context.ids.next(),
        body: null,
      });
      return reply(200, await readOwnMessage(context, principalOf(input), input.params));
    }),
    endpoint(routes.putReceipts, async (input) => {
      const { deliveredSeq, readSeq } = input.body;
      const { conversationId } = input.params;
      return reply(200, await recordReceipts(context, principalOf(input), { conversationId, deliveredSeq, readSeq }));
    }),
  ];
}
