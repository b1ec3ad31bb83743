import { isBlank } from "@chorus/contracts/text";
import type { Store } from "@chorus/client-sdk/observable";
import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { LIMITS } from "@chorus/contracts/limits";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { useReadable } from "../state/use-readable.ts";
import { EmojiPicker } from "./emoji-picker.tsx";

interface ComposerProps {
  page: ParentPage;
  /** The draft. It outlives this component, because the first message creates a conversation with a view of its own. */
  draft: Store<string>;
  isDisabled: boolean;
  onSend: (body: string) => void;
  onTyping?: (isTyping: boolean) => void;
}

/** Enter sends, Shift-Enter breaks the line; Enter that ends an input method's composition does neither. */
export function Composer({ page, draft, isDisabled, onSend, onTyping }: ComposerProps) {
  const text = useReadable(draft);
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isOpen = useReadable(page.isOpen);
  // Pasted text is not cut; the customer shortens it.
  const excess = text.length - LIMITS.bodyCharacters;
  // Focused while rendering, so that keys pressed while the first message becomes a conversation reach the field.
  useLayoutEffect(() => {
    if (!isOpen || !field.current) return;
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [isOpen]);

  const change = (value: string) => {
    draft.set(value);
    onTyping?.(!isBlank(value));
  };
  const send = () => {
    const body = draft.getSnapshot().trim();
    if (isDisabled || isBlank(body) || excess > 0) return;
    onSend(body);
    change("");
    field.current?.focus();
  };
  const insert = (emoji: string) => {
    const at = field.current?.selectionStart ?? text.length;
    change(text.slice(0, at) + emoji + text.slice(field.current?.selectionEnd ?? at));
    setPicking(false);
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
      {excess > 0 && (
        <output id="too-long" class="problem">
          {translate("tooLong", { count: String(excess) })}
        </output>
      )}
      {isPicking && <EmojiPicker onPick={insert} onClose={() => setPicking(false)} />}
      <button
        type="button"
        class="tool"
        aria-label={translate("emoji")}
        aria-expanded={isPicking}
        title={translate("emoji")}
        onClick={() => setPicking(!isPicking)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.500 14.500a4.500 4.500 0 0 0 7 0M9 9.500v.01M15 9.500v.01" />
        </svg>
      </button>
      <div class="field" data-text={text}>
        <textarea
          ref={field}
          rows={1}
          // An empty field has no direction of its own: its placeholder stands where the text will.
          dir={text === "" ? undefined : "auto"}
          aria-label={translate("message")}
          aria-invalid={excess > 0}
          aria-describedby={excess > 0 ? "too-long" : undefined}
          placeholder={translate("writeMessage")}
          enterkeyhint="send"
          value={text}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || isOfInputMethod(event)) return;
            event.preventDefault();
            send();
          }}
        />
      </div>
      <button
        type="submit"
        class="send"
        aria-label={translate("send")}
        title={translate("sendHint")}
        disabled={isDisabled || isBlank(text) || excess > 0}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 12 3 4.2c-.1-.7.6-1.2 1.2-.9l17 8c.7.3.7 1.1 0 1.4l-17 8c-.6.3-1.3-.2-1.2-.9z M4 12h8" />
        </svg>
      </button>
    </form>
  );
}
