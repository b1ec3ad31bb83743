import { LIMITS } from "@chorus/contracts/limits";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ParentPage } from "../parent-page.ts";
import { useReadable } from "../use-readable.ts";

interface ComposerProps {
  page: ParentPage;
  isDisabled: boolean;
  onSend: (body: string) => void;
  onTyping?: (isTyping: boolean) => void;
}

/** Enter sends, Shift-Enter breaks the line; Enter that ends an input method's composition does neither. */
export function Composer({ page, isDisabled, onSend, onTyping }: ComposerProps) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const isOpen = useReadable(page.isOpen);
  useEffect(() => {
    if (isOpen) field.current?.focus();
  }, [isOpen]);

  const change = (value: string) => {
    setText(value);
    onTyping?.(value.trim() !== "");
  };
  const send = () => {
    if (isDisabled || text.trim() === "") return;
    onSend(text.trim());
    change("");
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="field" data-text={text}>
        <textarea
          ref={field}
          rows={1}
          aria-label="Message"
          placeholder="Write a message…"
          maxLength={LIMITS.bodyCharacters}
          enterkeyhint="send"
          value={text}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
      </div>
      <button
        type="submit"
        class="send"
        aria-label="Send"
        title="Send (Enter)"
        disabled={isDisabled || text.trim() === ""}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 12 3 4.2c-.1-.7.6-1.2 1.2-.9l17 8c.7.3.7 1.1 0 1.4l-17 8c-.6.3-1.3-.2-1.2-.9z M4 12h8" />
        </svg>
      </button>
    </form>
  );
}
