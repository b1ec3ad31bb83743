import type { AccessClaims } from "@chorus/auth/access-token";
import * as push from "@chorus/contracts/routes/push-subscriptions";
import * as routes from "@chorus/contracts/routes/notifications";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { NotificationContext } from "../context.ts";
import { listDeliveries } from "../deliveries/read-deliveries.ts";
import { readHealth } from "../deliveries/read-health.ts";
import { replayDeliveries } from "../deliveries/replay-deliveries.ts";
import { retryDelivery } from "../deliveries/retry-delivery.ts";
import { sendTest } from "../tasks/send-test.ts";
import { listInApp } from "../in-app/list-in-app.ts";
import { markSeen } from "../in-app/mark-seen.ts";
import { endSubscription, subscribe } from "../channels/push/subscribe.ts";

export function notificationEndpoints(context: NotificationContext): Endpoint<AccessClaims>[] {
  return [
    endpoint(routes.listDeliveries, async ({ caller, query }) => {
      const { limit, cursor, status, channel, recipient } = query;
      return reply(200, await listDeliveries(context, caller.tenantId, { limit, cursor, status, channel, recipient }));
    }),
    endpoint(routes.retryDelivery, async ({ caller: { tenantId, userId }, params }) =>
      reply(200, await retryDelivery(context, { tenantId, userId, deliveryId: params.deliveryId })),
    ),
    endpoint(routes.replayDeliveries, async ({ caller: { tenantId, userId }, body }) =>
      reply(200, await replayDeliveries(context, { tenantId, userId, deliveryIds: body.deliveryIds })),
    ),
    endpoint(routes.getDeliveryHealth, async ({ caller }) => reply(200, await readHealth(context, caller.tenantId))),
    endpoint(routes.listNotifications, async ({ caller }) => reply(200, await listInApp(context, caller))),
    endpoint(routes.markNotificationsSeen, async ({ caller, body }) => {
      await markSeen(context, caller, body.ids);
      return reply(204);
    }),
    endpoint(push.getPushKey, async () => reply(200, { publicKey: context.config.push?.publicKey ?? null })),
    endpoint(push.createPushSubscription, async ({ caller, body }) =>
      reply(201, { id: await subscribe(context, caller, body) }),
    ),
    endpoint(push.deletePushSubscription, async ({ caller, params }) => {
      await endSubscription(context, caller, params.subscriptionId);
      return reply(204);
    }),
    endpoint(routes.sendTestNotification, async ({ caller: { tenantId, userId }, body }) =>
      reply(202, await sendTest(context, { tenantId, userId, channel: body.channel })),
    ),
  ];
}
