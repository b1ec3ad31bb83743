import type { Conversation } from "@chorus/contracts/entities/conversation";
import { ArrowRightLeft, Ban, Ellipsis, Mail } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../../../components/ui/menu.tsx";
import { showNotice } from "../../../lib/desk/notices.ts";
import { useCommand } from "../../../lib/desk/commands.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { NARROW, useMediaQuery } from "../../../lib/browser/use-media-query.ts";
import { SnoozeItems } from "./snooze-menu.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useTranscript } from "../api/use-transcript.ts";
import { useBan } from "../api/use-customer.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { TransferDialog } from "./transfer-dialog.tsx";

const COPIES = ["customer", "me"] as const;

interface MoreMenuProps {
  conversation: Conversation;
  /** An ISO time; offered here where the header has no room for a menu of its own. */
  onSnooze: (until: string) => void;
}

/** The less frequent actions on a conversation. */
export function MoreMenu({ conversation, onSnooze }: MoreMenuProps) {
  const t = useTexts(conversationTexts);
  const ban = useBan(conversation.customer.id);
  const transcript = useTranscript(conversation.id);
  const [asking, setAsking] = useState<"transfer" | "ban" | null>(null);
  const close = () => setAsking(null);
  const isClosed = conversation.status === "closed";
  const isPhone = useMediaQuery(NARROW);
  const words = useTexts(commandTexts);
  useCommand({ id: "transfer", label: words.transfer, key: "t", run: () => setAsking("transfer") }, !isClosed);
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
              <ArrowRightLeft aria-hidden="true" size={15} className="text-ink-3" />
              {t.transfer}…
            </MenuItem>
            <MenuSeparator />
            {isPhone && (
              <>
                <MenuLabel>{t.snooze}</MenuLabel>
                <SnoozeItems onChoose={onSnooze} />
                <MenuSeparator />
              </>
            )}
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
            <Mail aria-hidden="true" size={15} className="text-ink-3" />
            {t.copyTo[to]}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => setAsking("ban")}>
          <Ban aria-hidden="true" size={15} className="text-red-ink" />
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
