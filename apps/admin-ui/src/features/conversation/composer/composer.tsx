import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { MessageKind } from "@chorus/contracts/entities/message";
import { LIMITS } from "@chorus/contracts/limits";
import { isBlank } from "@chorus/contracts/text";
import { Lock } from "lucide-react";
import { Tabs } from "radix-ui";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import type { EditedText } from "../../../lib/browser/insert-text.ts";
import { useCommand } from "../../../lib/desk/commands.ts";
import { takeComposerFocus } from "../../../lib/desk/composer-focus.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { keepDraft, readDraft } from "../api/drafts.ts";
import { usePutAway } from "../api/use-put-away.ts";
import { useSent } from "../api/use-sent.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { messageTexts } from "../message-texts.ts";
import { ComposerTools } from "./composer-tools.tsx";
import { newerAnswer } from "./newer-answer.ts";
import { SendButton } from "./send-button.tsx";
import { ViewersLine } from "./viewers-line.tsx";

/** The counter appears when so few characters are left. */
const COUNT_FROM = 500;

const TAB =
  "inline-flex h-6 items-center gap-1.5 rounded-control px-2 text-xs font-medium text-ink-3 transition-colors duration-120";

interface ComposerProps {
  stream: ConversationStream;
  conversation: Conversation;
  /** User ids of colleagues who view it, too. */
  viewers: readonly string[];
}

export function Composer({ stream, conversation, viewers }: ComposerProps) {
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
  /** What waits for a confirmation, because a colleague has answered meanwhile. */
  const [unsure, setUnsure] = useState<{ colleague: string; next: (() => void) | null } | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const putAway = usePutAway(conversation);
  const sent = useSent();
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

  /** `next`: what follows when the message is stored. */
  const send = (next: (() => void) | null = null, isSure = false) => {
    if (!canSend) return;
    const { timeline, lastSeq } = stream.getSnapshot();
    const colleague = isNote || isSure ? null : newerAnswer(timeline, begunAtSeq.current, user.id);
    setUnsure(colleague === null ? null : { colleague, next });
    if (colleague !== null) return;
    begunAtSeq.current = lastSeq;
    // Newer messages that arrive meanwhile are detected by the server, as a conflict.
    const expectedSeq = isNote ? {} : { expectedSeq: lastSeq };
    const { clientMessageId } = chat.send({ conversationId, body: body.trim(), kind, ...expectedSeq });
    write("");
    field.current?.focus();
    if (next) void afterSending(clientMessageId, next);
  };

  const afterSending = async (clientMessageId: string, next: () => void) => {
    // What could not be sent says so in its bubble, and the conversation stays.
    if (await sent(clientMessageId)) next();
  };

  const edit = (change: (current: EditedText) => EditedText) => {
    const element = field.current;
    if (!element) return;
    const next = change({ text: body, start: element.selectionStart, end: element.selectionEnd });
    flushSync(() => write(next.text));
    element.focus();
    element.setSelectionRange(next.start, next.end);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter selects a candidate.
    if (isOfInputMethod(event.nativeEvent)) return;
    if (event.key === "Escape") {
      // To the log, where the shortcuts work.
      document.querySelector<HTMLElement>("[role=log]")?.focus();
      return;
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send(event.ctrlKey || event.metaKey ? putAway.close : null);
  };

  useLayoutEffect(() => {
    if (takeComposerFocus(conversationId)) field.current?.focus();
  }, [conversationId]);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    if (body === "") return;
    element.style.height = `${element.scrollHeight}px`;
  }, [body]);

  return (
    <div className="shrink-0 px-5 pb-4 max-sm:px-3 max-sm:pb-3">
      <Tabs.Root
        value={kind}
        onValueChange={(value) => setKind(value === "note" ? "note" : "text")}
        className={classNames(
          "mx-auto max-w-[720px] rounded-card inset-ring transition-shadow duration-120",
          isNote
            ? "border-t-2 border-note-line bg-note text-note-ink inset-ring-note-line has-[textarea:focus-visible]:ring-3 has-[textarea:focus-visible]:ring-note-line/60"
            : "bg-surface inset-ring-line-strong has-[textarea:focus-visible]:inset-ring-accent has-[textarea:focus-visible]:ring-3 has-[textarea:focus-visible]:ring-accent-soft",
        )}
      >
        <div className="flex items-center gap-2 px-1.5 pt-1.5">
          <Tabs.List aria-label={m.whatYouWrite} className="flex gap-0.5">
            <Tabs.Trigger
              value="text"
              onClick={() => writeAs("text")}
              className={classNames(
                TAB,
                isNote
                  ? "text-note-ink hover:underline"
                  : "hover:bg-hover data-[state=active]:bg-grey-soft data-[state=active]:text-ink",
              )}
            >
              {m.reply}
            </Tabs.Trigger>
            <Tabs.Trigger
              value="note"
              onClick={() => writeAs("note")}
              className={classNames(TAB, isNote ? "bg-note-line/60 text-note-ink" : "hover:bg-hover")}
            >
              <Lock aria-hidden="true" size={12} />
              {m.note}
            </Tabs.Trigger>
          </Tabs.List>
          <ViewersLine userIds={viewers} isNote={isNote} />
        </div>
        <Tabs.Content value={kind} tabIndex={-1} className="outline-none">
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            value={body}
            aria-label={isNote ? m.note : m.reply}
            placeholder={isNote ? m.notePlaceholder : m.writeTo(conversation.customer.name)}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={() => stream.setTyping(false)}
            className={classNames(
              "block max-h-[40vh] min-h-9 w-full resize-none overflow-y-auto bg-transparent px-3.5 py-1.5 text-base outline-none",
              isNote ? "placeholder:text-note-ink/85" : "placeholder:text-ink-3",
            )}
          />
        </Tabs.Content>
        <div className="flex items-center gap-2 pr-1.5 pb-1.5 pl-2">
          <ComposerTools isNote={isNote} onEdit={edit} />
          <span
            className={classNames(
              "ml-auto min-w-0 truncate text-tiny",
              isNote ? "text-note-ink" : left < 0 ? "text-red-ink" : "text-ink-3",
            )}
          >
            {left < COUNT_FROM ? (
              <output className="tabular-nums">{left < 0 ? m.tooMany(-left) : m.left(left)}</output>
            ) : (
              body !== "" && <span className="max-sm:hidden">{m.keys}</span>
            )}
          </span>
          <SendButton
            isNote={isNote}
            isDisabled={!canSend}
            onSend={() => send()}
            onSendAndClose={() => send(putAway.close)}
            onSendAndSnooze={(until) => send(() => putAway.snooze(until))}
          />
        </div>
      </Tabs.Root>
      <ConfirmDialog
        look="primary"
        title={t.newerTitle(unsure?.colleague ?? "")}
        text={t.newerText}
        confirm={t.sendAnyway}
        isOpen={unsure !== null}
        isBusy={false}
        onConfirm={() => send(unsure?.next ?? null, true)}
        onClose={() => setUnsure(null)}
      />
    </div>
  );
}
