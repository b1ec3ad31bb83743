import type { PermissionName } from "@chorus/contracts/permissions";
import type { Customer } from "@chorus/contracts/entities/people";
import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { e164Of } from "@chorus/kernel/phone-number";
import { requirePermission, type Principal } from "../identity/principal.ts";
import { isSameAddress, leaveFormerAddress } from "../identity/former-address.ts";
import { writeRevocation } from "../identity/revoke.ts";
import type { ChatContext } from "../context.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { findCustomer, lockCustomer, presentCustomerTo, type CustomerRow } from "./customer-queries.ts";

type Change = Partial<Pick<CustomerRow, "name" | "email" | "phone" | "banned_at" | "verified" | "email_verified">>;

interface CustomerAction {
  customerId: string;
  action: "customer.update" | "customer.ban" | "customer.unban";
  permission: PermissionName;
  change: Change | ((current: CustomerRow) => Change);
  also?: (tx: TenantTx) => Promise<void>;
  requestId: string;
}

async function changeCustomer(context: ChatContext, principal: Principal, input: CustomerAction): Promise<Customer> {
  requirePermission(principal, input.permission);
  const { tenantId } = principal;
  const row = await context.database.withTenant(tenantId, async (tx) => {
    const { customerId } = input;
    const current = await lockCustomer(tx, customerId);
    const change = typeof input.change === "function" ? input.change(current) : input.change;
    if (Object.keys(change).length === 0) return current;
    await leaveFormerAddress(context, tx, { tenantId, customerId, email: change.email, phone: change.phone });
    await tx.updateTable("customers").set(change).where("id", "=", customerId).execute();
    await input.also?.(tx);
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: input.action,
      target: { type: "customer", id: input.customerId },
      detail: { fields: Object.keys(change).toSorted() },
      requestId: input.requestId,
    });
    return findCustomer(tx, input.customerId);
  });
  if (!row) throw notFound();
  return presentCustomerTo(principal, row);
}

interface PatchCustomerInput {
  customerId: string;
  name?: string | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  requestId: string;
}

/** Corrects a customer's profile; what is known already changes nothing. @throws AppError `not_found`, `conflict` for an erased one, `invalid` for a telephone number that cannot receive messages */
export function patchCustomer(
  context: ChatContext,
  principal: Principal,
  input: PatchCustomerInput,
): Promise<Customer> {
  const { customerId, requestId, name, email, phone } = input;
  const number = typeof phone === "string" ? requireNumber(phone) : phone;
  return changeCustomer(context, principal, {
    customerId,
    requestId,
    action: "customer.update",
    permission: "conversation.organise",
    change: (current) => ({
      // What is entered here was not signed by the tenant's backend, which confirms or replaces it with the next session.
      ...(name === undefined || name === current.name ? {} : { name, verified: false }),
      ...(email === undefined || isSameAddress(email, current.email) ? {} : { email, email_verified: false }),
      ...(number === undefined || number === current.phone ? {} : { phone: number }),
    }),
  });
}

function requireNumber(typed: string): string {
  const number = e164Of(typed);
  if (number !== null) return number;
  const message = "must be a complete telephone number with its country's code, such as +49 152 28817386";
  throw new AppError("invalid", { detail: `phone: ${message}`, errors: [{ path: "phone", message }] });
}

/** Bans a customer: sockets are closed and no new session starts. @throws AppError `not_found` */
export function banCustomer(
  context: ChatContext,
  principal: Principal,
  input: { customerId: string; requestId: string },
): Promise<Customer> {
  const { tenantId } = principal;
  return changeCustomer(context, principal, {
    ...input,
    action: "customer.ban",
    permission: "conversation.work",
    change: { banned_at: new Date(context.clock.now()) },
    also: (tx) => writeRevocation(context, tx, { tenantId, userId: input.customerId, sessionId: null }),
  });
}

/** Lifts the ban. @throws AppError `not_found` */
export function unbanCustomer(
  context: ChatContext,
  principal: Principal,
  input: { customerId: string; requestId: string },
): Promise<Customer> {
  return changeCustomer(context, principal, {
    ...input,
    action: "customer.unban",
    permission: "conversation.work",
    change: { banned_at: null },
  });
}
