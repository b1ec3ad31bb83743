import { z } from "zod";
import { CustomerConversation } from "../entities/conversation.ts";
import { Message } from "../entities/message.ts";
import { Customer } from "../entities/people.ts";
import { Uuid } from "../ids.ts";
import { DisplayName, EmailAddress, PageQuery, label, pageOf, singleLine } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";
const params = z.object({ customerId: Uuid });

/** A search answers no more: whoever wants another person says more of them. */
export const MAX_FOUND_CUSTOMERS = 20;

export const listCustomers = defineRoute({
  id: "customers.list",
  service,
  method: "GET",
  path: "/api/v1/customers",
  summary: "Customers, newest first; those that are asked for, at most 20, last seen first",
  access: "user",
  permission: "conversation.read",
  query: PageQuery.extend({
    /** Beginnings of words of the name or address, or of the number, in any case and without accents. */
    q: label({ max: 200 }).optional(),
  }),
  responses: { 200: pageOf(Customer) },
});

export const getCustomer = defineRoute({
  id: "customers.get",
  service,
  method: "GET",
  path: "/api/v1/customers/{customerId}",
  summary: "One customer",
  access: "user",
  permission: "conversation.read",
  params,
  /** What the browser last used called itself, and the time zone it was in; nobody vouches for either. */
  responses: { 200: Customer.extend({ userAgent: z.string().nullable(), timeZone: z.string().nullable() }) },
});

export const patchCustomer = defineRoute({
  id: "customers.patch",
  service,
  method: "PATCH",
  path: "/api/v1/customers/{customerId}",
  summary: "Correct what is known of a customer; a name or an address entered here is no longer verified",
  access: "user",
  permission: "conversation.organise",
  params,
  body: z.strictObject({
    name: DisplayName.optional(),
    email: EmailAddress.nullable().optional(),
    /** Kept as E.164, `+4915228817386`: with the country's code, or refused. */
    phone: singleLine({ max: 40 }).nullable().optional(),
  }),
  responses: { 200: Customer },
});

export const exportCustomer = defineRoute({
  id: "customers.export",
  service,
  method: "GET",
  path: "/api/v1/customers/{customerId}/export",
  summary: "Everything that is stored about a customer, machine readable (GDPR, articles 15 and 20)",
  access: "user",
  permission: "people.manage",
  params,
  responses: {
    200: z.object({
      customer: Customer,
      conversations: z.array(z.object({ conversation: CustomerConversation, messages: z.array(Message) })),
      /** By table: every row about the customer, without credentials and the desk's notes (docs/personal-data.md). */
      records: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
    }),
  },
});

export const eraseCustomer = defineRoute({
  id: "customers.erase",
  service,
  method: "POST",
  path: "/api/v1/customers/{customerId}/erase",
  summary: "Blank what a customer said and was (GDPR, article 17); the log keeps its numbers",
  access: "user",
  permission: "people.manage",
  params,
  responses: { 200: z.object({ erasedConversations: z.int(), erasedMessages: z.int() }) },
});

export const banCustomer = defineRoute({
  id: "customers.ban",
  service,
  method: "POST",
  path: "/api/v1/customers/{customerId}/ban",
  summary: "Keep a customer out: their sessions end and none begins",
  access: "user",
  permission: "conversation.work",
  params,
  responses: { 200: Customer },
});

export const unbanCustomer = defineRoute({
  id: "customers.unban",
  service,
  method: "POST",
  path: "/api/v1/customers/{customerId}/unban",
  summary: "Let a customer in again",
  access: "user",
  permission: "conversation.work",
  params,
  responses: { 200: Customer },
});
