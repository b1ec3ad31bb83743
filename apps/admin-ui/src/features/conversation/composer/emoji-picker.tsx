import { Smile } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useRef, useState } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { messageTexts } from "../message-texts.ts";

const EMOJI = [
  ..."😀 😄 😅 😂 🙂 😉 😊 😍 🤗 🤔 😐 😕 😟 😢 😭 😮 😱 😎 🥳 😴".split(" "),
  ..."👍 👎 👌 👏 🙌 🙏 💪 👋 🤝 ✌️ ❤️ 💔 ⭐ 🔥 ✨ 🎉 ✅ ❌ ❓ ❗".split(" "),
  ..."📦 🚚 💳 🧾 🏠 📞 📧 📷 📎 🔧 🔒 🎁 🕐 📅 🌍 ☀️ ☔ ❄️ 👟 🧥".split(" "),
];
const COLUMNS = 10;

/** A grid of emoji: arrows move, Enter picks, Escape closes and returns the focus. */
export function EmojiPicker({ className, onPick }: { className: string; onPick: (emoji: string) => void }) {
  const t = useTexts(messageTexts);
  const [isOpen, setIsOpen] = useState(false);
  const move = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...(event.currentTarget.parentElement?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  // Written when the grid is gone, so that the field keeps the focus.
  const picked = useRef<string | null>(null);
  const pick = (emoji: string) => {
    picked.current = emoji;
    setIsOpen(false);
  };
  const writePicked = (event: Event) => {
    if (picked.current === null) return;
    event.preventDefault();
    onPick(picked.current);
    picked.current = null;
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger asChild>
        <IconButton label={t.emoji} className={className}>
          <Smile aria-hidden="true" size={16} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={t.emoji}
          onCloseAutoFocus={writePicked}
          className="z-50 animate-appear rounded-card bg-raised p-1.5 shadow-float"
        >
          <fieldset aria-label={t.emoji} className="grid grid-cols-10 gap-0.5 max-sm:grid-cols-8">
            {EMOJI.map((emoji, index) => (
              <button
                key={emoji}
                type="button"
                tabIndex={index === 0 ? 0 : -1}
                onKeyDown={move}
                onClick={() => pick(emoji)}
                className="grid size-8 place-items-center rounded-control text-lg hover:bg-hover focus-visible:bg-hover"
              >
                {emoji}
              </button>
            ))}
          </fieldset>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
