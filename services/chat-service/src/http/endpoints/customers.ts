import * as routes from "@chorus/contracts/routes/customers";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { banCustomer, patchCustomer, unbanCustomer } from "../../customers/change-customer.ts";
import { eraseCustomer } from "../../customers/erase-customer.ts";
import { exportCustomer } from "../../customers/export-customer.ts";
import { getCustomer, listCustomers } from "../../customers/read-customers.ts";

export function customerEndpoints(context: ChatContext): Endpoint<Caller>[] {
  return [
    endpoint(routes.listCustomers, async (input) => {
      const { limit, cursor, q } = input.query;
      return reply(200, await listCustomers(context, principalOf(input), { limit, cursor, q }));
    }),
    endpoint(routes.getCustomer, async (input) =>
      reply(200, await getCustomer(context, principalOf(input), input.params.customerId)),
    ),
    endpoint(routes.patchCustomer, async (input) =>
      reply(
        200,
        await patchCustomer(context, principalOf(input), {
          ...input.params,
          ...input.body,
          requestId: input.requestId,
        }),
      ),
    ),
    endpoint(routes.exportCustomer, async (input) =>
      reply(200, await exportCustomer(context, principalOf(input), input.params.customerId)),
    ),
    endpoint(routes.eraseCustomer, async (input) =>
      reply(200, await eraseCustomer(context, principalOf(input), { ...input.params, requestId: input.requestId })),
    ),
    endpoint(routes.banCustomer, async (input) =>
      reply(200, await banCustomer(context, principalOf(input), { ...input.params, requestId: input.requestId })),
    ),
    endpoint(routes.unbanCustomer, async (input) =>
      reply(200, await unbanCustomer(context, principalOf(input), { ...input.params, requestId: input.requestId })),
    ),
  ];
}
