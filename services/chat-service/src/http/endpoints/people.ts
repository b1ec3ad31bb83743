import * as preferences from "@chorus/contracts/routes/notification-preferences";
import * as routes from "@chorus/contracts/routes/people";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { receivedFile } from "../received-file.ts";
import { changePassword } from "../../staff-login/change-password.ts";
import { listUserSessions, revokeOwnOtherSessions, revokeUserSession } from "../../staff-login/user-sessions.ts";
import { changeOwnName } from "../../people/change-own-name.ts";
import { readPhoto, removeOwnPhoto, setOwnPhoto } from "../../people/own-photo.ts";
import { createUser } from "../../people/create-user.ts";
import { getUser } from "../../people/get-user.ts";
import { listUsers } from "../../people/list-users.ts";
import { getNotificationPreferences, patchNotificationPreferences } from "../../people/notification-preferences.ts";
import { patchUser } from "../../people/patch-user.ts";
import { getAvailability } from "../../people/get-availability.ts";
import { setAvailability } from "../../people/set-availability.ts";

/** An address has one photo forever. Widgets show it in pages of other sites. */
const PHOTO_HEADERS = {
  "cache-control": "public, max-age=31536000, immutable",
  "content-disposition": "inline",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
};

export function peopleEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listUsers, async (input) => {
      const { limit, cursor } = input.query;
      return reply(200, await listUsers(context, principalOf(input), { limit, cursor }));
    }),
    endpoint(routes.createUser, async (input) => {
      const { name, email, password, role, skills, capacity } = input.body;
      const { requestId, askAgain } = input;
      const person = { name, email, password, role, skills, capacity, requestId, askAgain };
      return reply(201, await createUser(context, principalOf(input), person));
    }),
    // Before the routes with an id, which their paths would fit.
    endpoint(routes.changeMe, async (input) => {
      const change = { name: input.body.name, requestId: input.requestId };
      return reply(200, await changeOwnName(context, principalOf(input), change));
    }),
    endpoint(routes.changePassword, async (input) => {
      const { requestId, askAgain } = input;
      await changePassword(context, principalOf(input), { ...input.body, requestId, askAgain });
      return reply(204);
    }),
    endpoint(routes.revokeOtherSessions, async (input) => {
      await revokeOwnOtherSessions(context, principalOf(input), { requestId: input.requestId });
      return reply(204);
    }),
    endpoint(routes.setPhoto, async (input) => {
      const { requestId, askAgain } = input;
      const photo = { received: receivedFile(input), requestId, askAgain };
      return reply(200, await setOwnPhoto(context, principalOf(input), photo));
    }),
    endpoint(routes.removePhoto, async (input) =>
      reply(200, await removeOwnPhoto(context, principalOf(input), { requestId: input.requestId })),
    ),
    endpoint(routes.getPhoto, async ({ params, http }) => {
      const bytes = await readPhoto(context, params);
      for (const [name, value] of Object.entries(PHOTO_HEADERS)) http.header(name, value);
      http.header("content-length", String(bytes.length));
      return reply(200, new Blob([new Uint8Array(bytes)]).stream());
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
