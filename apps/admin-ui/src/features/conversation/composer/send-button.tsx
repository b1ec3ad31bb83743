import { Check, ChevronDown, Lock } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Key } from "../../../components/ui/key.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "../../../components/ui/menu.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { messageTexts } from "../message-texts.ts";
import { SnoozeItems } from "../header/snooze-menu.tsx";

interface SendButtonProps {
  isNote: boolean;
  isDisabled: boolean;
  onSend: () => void;
  onSendAndClose: () => void;
  /** An ISO time. */
  onSendAndSnooze: (until: string) => void;
}

/** Send, and beside it what is often done right after. */
export function SendButton({ isNote, isDisabled, onSend, onSendAndClose, onSendAndSnooze }: SendButtonProps) {
  const t = useTexts(messageTexts);
  const ui = useTexts(uiTexts);
  if (isNote) {
    return (
      <Button look="note" className="h-7" disabled={isDisabled} onClick={onSend}>
        <Lock aria-hidden="true" size={13} />
        {t.addNote}
      </Button>
    );
  }
  return (
    <span className="inline-flex shrink-0">
      <Button look="primary" className="h-7 rounded-r-none" disabled={isDisabled} onClick={onSend}>
        {t.send}
      </Button>
      <Menu
        side="top"
        trigger={
          <Button
            look="primary"
            aria-label={t.sendAnd}
            disabled={isDisabled}
            className="h-7 rounded-l-none border-l border-white/25 px-1.5"
          >
            <ChevronDown aria-hidden="true" size={14} />
          </Button>
        }
      >
        <MenuItem onSelect={onSendAndClose}>
          <Check aria-hidden="true" size={14} className="text-ink-3" />
          <span className="flex-1">{t.sendAndClose}</span>
          <span className="ml-6 inline-flex gap-1">
            <Key>{ui.keys.control}</Key>
            <Key>{ui.keys.enter}</Key>
          </span>
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>{t.sendAndSnooze}</MenuLabel>
        <SnoozeItems onChoose={onSendAndSnooze} />
      </Menu>
    </span>
  );
}
