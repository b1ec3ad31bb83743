import { Link } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { LIST_OF_STATUS, newsAt } from "../../../lib/desk/conversation-lists.ts";
import { confirmedTexts, isAddressUnconfirmed } from "../../../lib/desk/confirmed.ts";
import { formatShort } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import type { FoundPerson } from "../api/use-found-people.ts";
import { searchTexts } from "../search-texts.ts";
import { HitStatus } from "./hit-status.tsx";

/** Customers who were found; each leads to the latest conversation. */
export function FoundPeople({ people }: { people: readonly FoundPerson[] }) {
  const t = useTexts(searchTexts);
  return (
    <Card title={t.people}>
      <ul aria-label={t.people} className="divide-y divide-line">
        {people.map((person) => (
          <li key={person.customer.id}>
            <Person {...person} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const ROW = "flex min-h-12 items-center gap-3 px-4 py-1.5 text-sm md:px-5";

function Person({ customer, conversation }: FoundPerson) {
  const t = useTexts(searchTexts);
  const nowMs = useNowMs();
  const words = useTexts(confirmedTexts);
  const { id, name, email, phone, verified, emailVerified } = customer;
  const confirmed = emailVerified ? words.both : words.name;
  const who = (
    <>
      <Avatar name={name} id={id} />
      <span className="min-w-0 flex-1 leading-tight">
        <span className="flex items-center gap-1.5 font-medium">
          <bdi className="truncate">{name}</bdi>
          {verified && (
            <span title={confirmed} className="inline-flex shrink-0">
              <ShieldCheck aria-hidden="true" size={14} className="text-green" />
              <span className="sr-only">{confirmed}</span>
            </span>
          )}
        </span>
        <span className="flex gap-2 text-xs text-ink-3">
          <span className="min-w-0 truncate">{[email, phone].filter(Boolean).join(" · ")}</span>
          {/* However long the address is that somebody thought of. */}
          {isAddressUnconfirmed(customer) && <span className="shrink-0 text-red-ink">{words.unconfirmed}</span>}
        </span>
      </span>
    </>
  );
  if (conversation === null)
    return (
      <div className={ROW}>
        {who}
        <span className="text-xs text-ink-3">{t.noConversation}</span>
      </div>
    );
  return (
    <Link
      to="/inbox/$filter/$conversationId"
      params={{ filter: LIST_OF_STATUS[conversation.status], conversationId: conversation.id }}
      className={`${ROW} hover:bg-hover`}
    >
      {who}
      <HitStatus status={conversation.status} />
      <time dateTime={newsAt(conversation)} className="w-14 text-right text-xs text-ink-3">
        {formatShort(newsAt(conversation), nowMs)}
      </time>
    </Link>
  );
}
