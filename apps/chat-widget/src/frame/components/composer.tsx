import { isBlank } from "@chorus/contracts/text";
import type { Store } from "@chorus/client-sdk/observable";
import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { LIMITS } from "@chorus/contracts/limits";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { useReadable } from "../state/use-readable.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import { Icon } from "./icon.tsx";

interface ComposerProps {
  page: ParentPage;
  /** The draft. It outlives this component, because the first message creates a conversation with a view of its own. */
  draft: Store<string>;
  isDisabled?: boolean;
  onSend: (body: string) => void;
  onTyping?: (isTyping: boolean) => void;
}

/** One round field with its tools. Enter sends, Shift-Enter breaks the line; Enter that ends an input method's composition does neither. */
export function Composer({ page, draft, isDisabled = false, onSend, onTyping }: ComposerProps) {
  const text = useReadable(draft);
  const [isPicking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const emojiButton = useRef<HTMLButtonElement>(null);
  const mayFocus = useReadable(page.mayFocus);
  // Pasted text is not cut; the customer shortens it.
  const excess = text.length - LIMITS.bodyCharacters;
  const canSend = !isDisabled && !isBlank(text) && excess <= 0;
  // Focused while rendering, so that keys pressed while the first message becomes a conversation reach the field.
  useLayoutEffect(() => {
    if (!mayFocus || !field.current) return;
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [mayFocus]);

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
      {isPicking && (
        <EmojiPicker
          onPick={insert}
          onClose={() => {
            setPicking(false);
            emojiButton.current?.focus();
          }}
        />
      )}
      <div class="field">
        <div class="text" data-text={text}>
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
          ref={emojiButton}
          type="button"
          class="tool"
          aria-label={translate("emoji")}
          aria-expanded={isPicking}
          title={translate("emoji")}
          onClick={() => setPicking(!isPicking)}
        >
          <Icon name="smile" />
        </button>
        <button
          type="submit"
          class="go"
          aria-label={translate("send")}
          title={translate("sendHint")}
          disabled={!canSend}
        >
          <Icon name="send" size={18} />
        </button>
      </div>
    </form>
  );
}
