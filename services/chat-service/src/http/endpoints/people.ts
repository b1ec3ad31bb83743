import * as preferences from "@chorus/contracts/routes/notification-preferences";
import * as routes from "@chorus/contracts/routes/people";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { listUserSessions, revokeUserSession } from "../../staff-login/user-sessions.ts";
import { createUser } from "../../people/create-user.ts";
import { getUser } from "../../people/get-user.ts";
import { listUsers } from "../../people/list-users.ts";
import { getNotificationPreferences, patchNotificationPreferences } from "../../people/notification-preferences.ts";
import { patchUser } from "../../people/patch-user.ts";
import { getAvailability } from "../../people/get-availability.ts";
import { setAvailability } from "../../people/set-availability.ts";

export function peopleEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listUsers, async (input) => {
      const { limit, cursor } = input.query;
      return reply(200, await listUsers(context, principalOf(input), { limit, cursor }));
    }),
    endpoint(routes.createUser, async (input) => {
      const { name, email, password, role, skills, capacity } = input.body;
      const person = { name, email, password, role, skills, capacity, requestId: input.requestId };
      return reply(201, await createUser(context, principalOf(input), person));
    }),
    endpoint(routes.getUser, async (input) =>
      reply(200, await getUser(context, principalOf(input), input.params.userId)),
    ),
    endpoint(routes.patchUser, async (input) =>
      reply(
        200,
        await patchUser(context, principalOf(input), { ...input.params, ...input.body, requestId: input.requestId }),
      ),
    ),
    endpoint(routes.listUserSessions, async (input) =>
      reply(200, { items: await listUserSessions(context, principalOf(input), input.params.userId) }),
    ),
    endpoint(routes.revokeUserSession, async (input) => {
      await revokeUserSession(context, principalOf(input), { ...input.params, requestId: input.requestId });
      return reply(204);
    }),
    endpoint(routes.setAvailability, async (input) => {
      return reply(200, await setAvailability(context, principalOf(input), input.body.status));
    }),
    endpoint(preferences.getNotificationPreferences, async (input) =>
      reply(200, await getNotificationPreferences(context, principalOf(input))),
    ),
    endpoint(preferences.patchNotificationPreferences, async (input) =>
      reply(200, await patchNotificationPreferences(context, principalOf(input), input.body)),
    ),
    endpoint(routes.getAvailability, async (input) => reply(200, await getAvailability(context, principalOf(input)))),
  ];
}
