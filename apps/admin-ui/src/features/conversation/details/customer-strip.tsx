import type { Conversation } from "@chorus/contracts/entities/conversation";
import { ShieldCheck } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import { confirmedTexts } from "../../../lib/desk/confirmed.ts";
import { formatMonth } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useCustomer } from "../api/use-customer.ts";
import { detailsTexts } from "../details-texts.ts";

/** Face, name, whether we know who it is, and since when. */
export function CustomerStrip({ customer }: Pick<Conversation, "customer">) {
  const d = useTexts(detailsTexts);
  const words = useTexts(confirmedTexts);
  const { presence } = useDeskSession();
  const people = useReadable(presence.people);
  const known = useCustomer(customer.id).data;
  const notVerifiedMeans = customer.emailVerified ? words.email : d.notVerifiedMeans;
  const since = known ? d.customerSince(formatMonth(known.createdAt)) : "";
  return (
    <div className="flex items-center gap-3 pt-4 pr-10 pl-4">
      <Avatar name={customer.name} id={customer.id} size="large" presence={people.get(customer.id)} />
      <div className="min-w-0">
        <p className="flex items-center gap-1 text-base leading-5 font-semibold">
          <bdi className="min-w-0 break-words">{customer.name}</bdi>
          {customer.verified && (
            <span title={customer.emailVerified ? words.both : words.name} className="inline-flex shrink-0">
              <ShieldCheck aria-hidden="true" size={15} className="text-green" />
              <span className="sr-only">{d.verified}</span>
            </span>
          )}
        </p>
        <p className="text-xs leading-[18px] text-ink-3" title={customer.verified ? undefined : notVerifiedMeans}>
          {[customer.verified ? "" : d.notVerified, since].filter(Boolean).join(" · ")}
        </p>
      </div>
    </div>
  );
}
