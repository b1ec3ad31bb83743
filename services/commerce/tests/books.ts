import type { Database } from "@chorus/database/database";
import type { StripeDouble } from "@chorus/doubles/stripe/server";

/** What does not belong to an order: promised units, used numbers, numbers of drafts, money of orders. */
function orphansOf(owner: Database, tenantId: string): Promise<unknown[]> {
  return owner.statement(
    "",
    `select 'level' as what from commerce.stock_levels l where tenant_id = $1 and allocated <> (
       select coalesce(sum(l2.quantity - l2.canceled - l2.shipped), 0) from commerce.order_lines l2
       where l2.tenant_id = l.tenant_id and l2.variant_id = l.variant_id)
     union all
     select 'number' from (
       select max(number) - 1000 as last, count(number) as orders from commerce.orders where tenant_id = $1) o
     where coalesce(last, 0) <> orders
     union all
     select 'payment' from commerce.orders o where o.tenant_id = $1 and o.number is not null and o.total <> (
       select coalesce(sum(amount), 0) from commerce.ledger_entries e
       where e.tenant_id = $1 and e.order_id = o.id and e.kind = 'authorized')
     union all
     select 'refunded' from commerce.orders o where o.tenant_id = $1 and o.refunded <> (
       select coalesce(sum(case e.kind when 'refunded' then amount else -amount end), 0)
       from commerce.ledger_entries e
       where e.tenant_id = $1 and e.order_id = o.id and e.kind in ('refunded', 'refund_failed'))
     union all
     select 'given back too much' from commerce.payments p where p.tenant_id = $1 and p.captured < (
       select coalesce(sum(amount), 0) from commerce.refunds r
       where r.tenant_id = $1 and r.payment_id = p.id and r.state <> 'failed')
     union all
     select 'parts of a refund' from commerce.refunds r
     join (select refund_id, sum(amount) as amount from commerce.refund_lines where tenant_id = $1 group by 1) l
       on l.refund_id = r.id
     where r.tenant_id = $1 and r.amount <> r.shipping + l.amount
     union all
     select 'paid' from commerce.orders o where o.tenant_id = $1 and o.paid <> (
       select coalesce(sum(amount), 0) from commerce.ledger_entries e
       where e.tenant_id = $1 and e.order_id = o.id and e.kind = 'captured')`,
    [tenantId],
  );
}

/** Where our ledger and the provider's say something different of a payment of this tenant, to the cent. */
async function booksDiffer(owner: Database, stripe: StripeDouble, tenantId: string): Promise<unknown[]> {
  const ours = await owner.statement<{
    kind: string;
    intent: string;
    amount: number;
    currency: string;
    refund?: string;
  }>(
    "",
    `select e.kind, p.intent_id as intent, e.amount, p.currency, r.provider_id as refund
     from commerce.ledger_entries e join commerce.payments p on p.tenant_id = e.tenant_id and p.id = e.payment_id
     left join commerce.refunds r on r.tenant_id = e.tenant_id and r.id = e.refund_id
     where e.tenant_id = $1 and p.method = 'card'`,
    [tenantId],
  );
  const line = ({ kind, intent, amount, currency, refund }: (typeof ours)[number]) =>
    `${intent} ${refund ?? "all of it"} ${kind} ${amount} ${currency.toUpperCase()}`;
  const theirs = stripe.ledger
    .filter(({ intent }) => stripe.intent(intent).metadata["tenant"] === tenantId)
    .map((entry) => line({ ...entry, kind: entry.kind === "canceled" ? "voided" : entry.kind }));
  const own = ours.map(line);
  const only = (these: readonly string[], those: readonly string[], who: string) =>
    these.filter((one) => !those.includes(one)).map((one) => `${who}: ${one}`);
  return [
    ...only(own, theirs, "ours"),
    ...only(theirs, own, "theirs"),
    ...(new Set(own).size === own.length ? [] : own),
  ];
}

/** @throws Error that names what is left over, or differs */
export async function requireTrueBooks(owner: Database, stripe: StripeDouble, tenantId: string): Promise<void> {
  await stripe.webhooks.settled();
  const wrong = [...(await orphansOf(owner, tenantId)), ...(await booksDiffer(owner, stripe, tenantId))];
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
}
