import { useLayoutEffect, useRef } from "preact/hooks";
import { translate } from "../state/language.ts";

const EMOJI =
  "😀 😁 😂 🙂 😉 😊 😍 🤔 😎 😅 😢 😭 😡 😱 🥳 🤗 👍 👎 👏 🙏 💪 👋 🤝 🙌 🎉 ❤️ 💔 ⭐ 🔥 ✅ ❌ ❓ ❗ 💡 📦 🚚 💳 🏠 📷 🎁 ☀️ ☔".split(
    " ",
  );
/** As many as have 44 px in the panel. */
const COLUMNS = 7;

interface EmojiPickerProps {
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** A small grid: arrows move, Enter picks, Escape closes. */
export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const grid = useRef<HTMLFieldSetElement>(null);
  // Before the next key can arrive.
  useLayoutEffect(() => grid.current?.querySelector("button")?.focus(), []);
  const move = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      // The panel stays open.
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
    const buttons = [...(grid.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const forward = document.documentElement.dir === "rtl" ? -1 : 1;
    const steps: Record<string, number> = {
      ...{ ArrowRight: forward, ArrowLeft: -forward },
      ...{ ArrowDown: COLUMNS, ArrowUp: -COLUMNS },
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <fieldset ref={grid} class="emoji" aria-label={translate("emoji")}>
      {EMOJI.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          onKeyDown={move}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </fieldset>
  );
}
