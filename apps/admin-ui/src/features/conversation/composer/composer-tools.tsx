import { Bold, Code, Italic, Link2, List, ListOrdered, Type } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu, MenuItem } from "../../../components/ui/menu.tsx";
import { type EditedText, inserted, listed, wrapped } from "../../../lib/browser/insert-text.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { messageTexts } from "../message-texts.ts";
import { EmojiPicker } from "./emoji-picker.tsx";

interface ComposerToolsProps {
  isNote: boolean;
  /** Changes the text around the caret. */
  onEdit: (change: (current: EditedText) => EditedText) => void;
}

const link = (current: EditedText): EditedText => {
  const label = current.text.slice(current.start, current.end);
  const written = inserted(current, `[${label}](https://)`);
  // Where the address goes.
  return { ...written, start: written.start - 1, end: written.end - 1 };
};

const FORMATS = [
  { name: "bold", icon: Bold, change: (current: EditedText) => wrapped(current, "**") },
  { name: "italic", icon: Italic, change: (current: EditedText) => wrapped(current, "_") },
  { name: "code", icon: Code, change: (current: EditedText) => wrapped(current, "`") },
  { name: "link", icon: Link2, change: link },
  { name: "list", icon: List, change: (current: EditedText) => listed(current, false) },
  { name: "numbered", icon: ListOrdered, change: (current: EditedText) => listed(current, true) },
] as const;

/** What helps to write: emoji and formatting. */
export function ComposerTools({ isNote, onEdit }: ComposerToolsProps) {
  const t = useTexts(messageTexts);
  // Done when the menu is gone, so that the field keeps the focus.
  const chosen = useRef<((current: EditedText) => EditedText) | null>(null);
  const applyChosen = (event: Event) => {
    if (!chosen.current) return;
    event.preventDefault();
    onEdit(chosen.current);
    chosen.current = null;
  };
  const look = isNote ? "text-note-ink hover:bg-note-line/50" : "";
  return (
    <span className="flex items-center gap-0.5">
      <EmojiPicker className={look} onPick={(emoji) => onEdit((current) => inserted(current, emoji))} />
      <Menu
        side="top"
        align="start"
        onCloseAutoFocus={applyChosen}
        trigger={
          <IconButton label={t.format} className={look}>
            <Type aria-hidden="true" size={16} />
          </IconButton>
        }
      >
        {FORMATS.map(({ name, icon: Icon, change }) => (
          <MenuItem
            key={name}
            onSelect={() => {
              chosen.current = change;
            }}
          >
            <Icon aria-hidden="true" size={15} className="text-ink-3" />
            {t.formats[name]}
          </MenuItem>
        ))}
      </Menu>
    </span>
  );
}
