import type { Conversation } from "@chorus/contracts/entities/conversation";
import { AlarmClock, ArrowRightLeft, Ban, Ellipsis, Mail } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../../../components/ui/menu.tsx";
import { showNotice } from "../../../lib/desk/notices.ts";
import { serverNowMs } from "../../../lib/browser/now.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { useTranscript } from "../api/use-transcript.ts";
import { useBan } from "../api/use-customer.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { snoozeTimes } from "./snooze-times.ts";
import { TransferDialog } from "./transfer-dialog.tsx";

const COPIES = ["customer", "me"] as const;
const SNOOZES = ["hour", "tomorrow", "monday"] as const;

/** The less frequent actions on a conversation. */
export function MoreMenu({ conversation }: { conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const action = useConversationAction(conversation.id);
  const ban = useBan(conversation.customer.id);
  const transcript = useTranscript(conversation.id);
  const [asking, setAsking] = useState<"transfer" | "ban" | null>(null);
  const close = () => setAsking(null);
  const isClosed = conversation.status === "closed";
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t.more}>
            <Ellipsis aria-hidden="true" size={17} />
          </IconButton>
        }
      >
        {!isClosed && (
          <>
            <MenuItem onSelect={() => setAsking("transfer")}>
              <ArrowRightLeft aria-hidden="true" size={15} className="text-ink-mute" />
              {t.transfer}…
            </MenuItem>
            <MenuSeparator />
            <MenuLabel>{t.snooze}</MenuLabel>
            {SNOOZES.map((name) => (
              <MenuItem
                key={name}
                onSelect={() =>
                  action.mutate({ do: "snooze", until: snoozeTimes(new Date(serverNowMs()))[name].toISOString() })
                }
              >
                <AlarmClock aria-hidden="true" size={15} className="text-ink-mute" />
                {t.snoozeFor[name]}
              </MenuItem>
            ))}
            <MenuSeparator />
          </>
        )}
        <MenuLabel>{t.mailCopy}</MenuLabel>
        {COPIES.map((to) => (
          <MenuItem
            key={to}
            onSelect={() =>
              to === "customer" && conversation.customer.email === null
                ? showNotice(t.noAddress)
                : transcript.mutate(to)
            }
          >
            <Mail aria-hidden="true" size={15} className="text-ink-mute" />
            {t.copyTo[to]}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => setAsking("ban")}>
          <Ban aria-hidden="true" size={15} className="text-danger" />
          {t.ban}…
        </MenuItem>
      </Menu>
      {asking === "transfer" && <TransferDialog conversation={conversation} onClose={close} />}
      <ConfirmDialog
        title={t.banTitle(conversation.customer.name)}
        text={t.banText}
        confirm={t.ban}
        isOpen={asking === "ban"}
        isBusy={ban.isPending}
        error={ban.error}
        onConfirm={() => ban.mutate("ban", { onSuccess: close })}
        onClose={close}
      />
    </>
  );
}
