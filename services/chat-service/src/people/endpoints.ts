import * as routes from "@chorus/contracts/routes/people";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../context.ts";
import { principalOf, type Caller } from "../http/caller.ts";
import { createUser } from "./create-user.ts";
import { listUsers } from "./list-users.ts";
import { setAvailability } from "./set-availability.ts";

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
    endpoint(routes.setAvailability, async (input) => {
      const { status } = input.body;
      await setAvailability(context, principalOf(input), status);
      return reply(200, { status });
    }),
  ];
}
