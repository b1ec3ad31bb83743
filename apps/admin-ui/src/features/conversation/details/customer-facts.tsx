import { deviceName } from "@chorus/contracts/device-name";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import { Ban, Globe, Languages, type LucideIcon, Mail, Monitor, Phone } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { CopyIcon } from "../../../components/ui/copy-icon.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { confirmedTexts, isAddressUnconfirmed } from "../../../lib/desk/confirmed.ts";
import { formatAgo, formatLocalTime } from "../../../lib/language/format-time.ts";
import { languageName } from "../../../lib/language/language-name.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useBan, useCustomer } from "../api/use-customer.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { detailsTexts } from "../details-texts.ts";

/** What is known of the customer, a line each; what is not known has no line. */
export function CustomerFacts({ customer }: Pick<Conversation, "customer">) {
  const t = useTexts(conversationTexts);
  const d = useTexts(detailsTexts);
  const words = useTexts(confirmedTexts);
  const nowMs = useNowMs();
  const known = useCustomer(customer.id).data;
  const ban = useBan(customer.id);
  const device = deviceName(known?.userAgent ?? null);
  const localTime = known?.timeZone ? formatLocalTime(known.timeZone, nowMs) : null;
  return (
    <ul className="border-b border-line px-4 pt-2 pb-3 text-xs font-[450] text-ink-2">
      {customer.email && (
        <Fact icon={Mail} label={d.email} copied={customer.email}>
          {customer.email}
          {isAddressUnconfirmed(customer) && <span className="block text-red-ink">{words.unconfirmed}</span>}
        </Fact>
      )}
      {known?.phone && (
        <Fact icon={Phone} label={t.phone} copied={known.phone}>
          {known.phone}
        </Fact>
      )}
      {known?.timeZone && localTime !== null && (
        <Fact icon={Globe} label={t.localTime}>
          {`${localTime} · ${cityOf(known.timeZone)}`}
        </Fact>
      )}
      {known?.locale && (
        <Fact icon={Languages} label={t.language}>
          {languageName(known.locale)}
        </Fact>
      )}
      {device && (
        <Fact icon={Monitor} label={t.device}>
          {known?.lastSeenAt ? `${device} · ${d.seen(formatAgo(known.lastSeenAt, nowMs))}` : device}
        </Fact>
      )}
      {known?.banned && (
        <li className="mt-1 flex items-center gap-2 text-red-ink">
          <Ban aria-hidden="true" size={14} className="shrink-0" />
          <span className="flex-1">{t.banned}</span>
          <Button className="h-7" isBusy={ban.isPending} onClick={() => ban.mutate("unban")}>
            {t.unban}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** "Europe/Warsaw" is said as "Warsaw". */
function cityOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}

interface FactProps {
  icon: LucideIcon;
  label: string;
  /** What a button beside it copies. */
  copied?: string;
  children: ReactNode;
}

function Fact({ icon: Icon, label, copied, children }: FactProps) {
  return (
    <li className="flex min-h-6 items-center gap-2" title={label}>
      <Icon aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
      <span className="sr-only">{label}: </span>
      <bdi className="min-w-0 flex-1 break-words">{children}</bdi>
      {copied && <CopyIcon text={copied} />}
    </li>
  );
}
