import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { isBlank } from "@chorus/contracts/text";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import type { MessageKind } from "@chorus/contracts/entities/message";
import { LIMITS } from "@chorus/contracts/limits";
import { Lock, Reply, SendHorizontal } from "lucide-react";
import { Tabs } from "radix-ui";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "../../../components/ui/button.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useCommand } from "../../../lib/desk/commands.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { messageTexts } from "../message-texts.ts";
import { newerAnswer } from "./newer-answer.ts";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { commandTexts } from "../../commands/command-texts.ts";
import { keepDraft, readDraft } from "../api/drafts.ts";

/** The counter appears when so few characters are left. */
const COUNT_FROM = 500;

const TAB =
  "inline-flex h-7 items-center gap-1.5 rounded-control px-2.5 text-sm text-ink-soft transition-colors duration-150 hover:bg-hover data-[state=active]:font-medium";

interface ComposerProps {
  stream: ConversationStream;
  customerName: string;
}

export function Composer({ stream, customerName }: ComposerProps) {
  const { chat, user } = useDeskSession();
  const words = useTexts(commandTexts);
  const t = useTexts(conversationTexts);
  const m = useTexts(messageTexts);
  const { conversationId } = stream;
  const [kind, setKind] = useState<MessageKind>("text");
  const [drafts, setDrafts] = useState(() => ({
    text: readDraft(user.id, conversationId, "text"),
    note: readDraft(user.id, conversationId, "note"),
  }));
  /** The newest message when writing began. */
  const begunAtSeq = useRef(stream.getSnapshot().lastSeq);
  const [newerBy, setNewerBy] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const body = drafts[kind];
  const isNote = kind === "note";
  const left = LIMITS.bodyCharacters - body.length;
  const canSend = !isBlank(body) && left >= 0;

  const writeAs = (next: MessageKind) => {
    // At once, so that the next keys are text and not shortcuts.
    flushSync(() => setKind(next));
    field.current?.focus();
  };
  useCommand({ id: "reply", label: words.reply, key: "r", run: () => writeAs("text") });
  useCommand({ id: "note", label: words.note, key: "m", run: () => writeAs("note") });

  const write = (text: string) => {
    setDrafts((before) => ({ ...before, [kind]: text }));
    if (body === "") begunAtSeq.current = stream.getSnapshot().lastSeq;
    keepDraft(user.id, conversationId, kind, text);
    // The customer sees no typing for a note.
    if (!isNote) stream.setTyping(!isBlank(text));
  };

  const send = (isSure = false) => {
    if (!canSend) return;
    const { timeline, lastSeq } = stream.getSnapshot();
    const colleague = isNote || isSure ? null : newerAnswer(timeline, begunAtSeq.current, user.id);
    setNewerBy(colleague);
    if (colleague !== null) return;
    begunAtSeq.current = lastSeq;
    // Newer messages that arrive meanwhile are detected by the server, as a conflict.
    chat.send({ conversationId, body: body.trim(), kind, ...(isNote ? {} : { expectedSeq: lastSeq }) });
    write("");
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter selects a candidate.
    if (event.key !== "Enter" || event.shiftKey || isOfInputMethod(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    if (body === "") return;
    element.style.height = `${element.scrollHeight}px`;
  }, [body]);

  return (
    <div className="shrink-0 px-4 pb-4">
      <Tabs.Root
        value={kind}
        onValueChange={(value) => setKind(value === "note" ? "note" : "text")}
        className={classNames(
          "mx-auto max-w-[688px] rounded-card border transition-colors duration-150",
          "has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-offset-1",
          isNote
            ? "border-note-line bg-note text-note-ink has-[textarea:focus-visible]:outline-note-line"
            : "border-line-strong bg-surface has-[textarea:focus-visible]:outline-accent",
        )}
      >
        <Tabs.List aria-label={m.whatYouWrite} className="flex gap-1 px-1.5 pt-1.5">
          <Tabs.Trigger
            value="text"
            className={classNames(
              TAB,
              "data-[state=active]:bg-accent-soft data-[state=active]:text-accent-text",
              isNote && "text-note-ink hover:bg-transparent hover:underline",
            )}
          >
            <Reply aria-hidden="true" size={14} />
            {m.reply}
          </Tabs.Trigger>
          <Tabs.Trigger
            value="note"
            className={classNames(
              TAB,
              "data-[state=active]:text-note-ink",
              isNote && "border border-note-line hover:bg-transparent",
            )}
          >
            <Lock aria-hidden="true" size={13} />
            {m.note}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value={kind} tabIndex={-1} className="outline-none">
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            value={body}
            aria-label={isNote ? m.note : m.reply}
            placeholder={isNote ? m.notePlaceholder : m.writeTo(customerName)}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={() => stream.setTyping(false)}
            className={classNames(
              "block max-h-[40vh] min-h-11 w-full resize-none overflow-y-auto bg-transparent px-3.5 py-2.5 text-base outline-none",
              isNote ? "placeholder:text-note-ink/85" : "placeholder:text-ink-mute",
            )}
          />
        </Tabs.Content>
        <div className="flex items-center justify-between gap-2 px-2 pb-2 pl-3.5">
          <span
            className={classNames(
              "min-w-0 truncate text-xs",
              isNote ? "text-note-ink" : left < 0 ? "text-danger" : "text-ink-mute",
            )}
          >
            {left < COUNT_FROM ? (
              <output className="tabular-nums">{left < 0 ? m.tooMany(-left) : m.left(left)}</output>
            ) : (
              <span className="max-sm:hidden">{m.keys}</span>
            )}
          </span>
          <Button look={isNote ? "note" : "primary"} disabled={!canSend} onClick={() => send()}>
            {isNote ? <Lock aria-hidden="true" size={14} /> : <SendHorizontal aria-hidden="true" size={14} />}
            {isNote ? m.addNote : m.send}
          </Button>
        </div>
      </Tabs.Root>
      <ConfirmDialog
        look="primary"
        title={t.newerTitle(newerBy ?? "")}
        text={t.newerText}
        confirm={t.sendAnyway}
        isOpen={newerBy !== null}
        isBusy={false}
        onConfirm={() => send(true)}
        onClose={() => setNewerBy(null)}
      />
    </div>
  );
}
