import { useEffect, useRef, useState } from "preact/hooks";
import type { PendingFirstMessage, Introduction } from "../tabs/pending-first-message.ts";
import { explainPendingFirst, translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { Composer } from "./composer.tsx";
import { Header, type HeaderMenu } from "./header.tsx";
import { Bubble } from "./message-bubble.tsx";
import { PrechatForm } from "./prechat-form.tsx";
import { PrivacyNote } from "./privacy-note.tsx";

interface StartViewProps {
  widget: Widget;
  page: ParentPage;
  state: ReadyState;
  menu: HeaderMenu;
  onClose: () => void;
}

/** The view before there is a conversation: greeting, who is online, the pre-chat form, and the pending first message. */
export function StartView({ widget, page, state, menu, onClose }: StartViewProps) {
  const { settings, desk, customer } = state;
  const pendingFirst = useReadable(widget.pendingFirst.messages);
  const [introduction, introduce] = useState<Introduction | null>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [pendingFirst]);
  const isNobodyHere = desk.online === false;
  const refused = refusedIntroduction(pendingFirst);
  // A signed identity needs no form.
  const isIntroduced = introduction !== null || customer?.verified === true || pendingFirst.length > 0;
  const fields = refused || !isIntroduced ? settings.prechat : [];
  const introduceAgain = (mended: Introduction) => {
    introduce(mended);
    widget.pendingFirst.reintroduce(mended);
  };
  return (
    <>
      <Header
        title={settings.teamName}
        subtitle={
          desk.online === null ? translate("askAnything") : translate(isNobodyHere ? "nobodyHere" : "someoneIsHere")
        }
        people={desk.people}
        presence={desk.online === null ? undefined : isNobodyHere ? "offline" : "online"}
        menu={menu}
        onClose={onClose}
      />
      <div class="log" role="log" aria-label={translate("messages")} tabIndex={0}>
        <Bubble body={settings.greeting} author={settings.teamName} isMine={false} isFirst />
        {isNobodyHere && (
          <p class="nobody-here" dir="auto">
            {settings.offlineMessage || translate("leaveMessage")}
          </p>
        )}
        {pendingFirst.map(({ clientMessageId, body, status, problem }) => (
          <Bubble
            key={clientMessageId}
            body={body}
            isMine
            isFirst
            status={status}
            {...(problem?.kind === "introduction" ? {} : { onRetry: () => widget.pendingFirst.retry(clientMessageId) })}
            onDiscard={() => widget.pendingFirst.forget(clientMessageId)}
            problem={problem ? explainPendingFirst(problem) : undefined}
          />
        ))}
        {fields.length > 0 && (
          <PrechatForm
            key={refused ? refused.refused.join() : "first"}
            fields={fields}
            page={page}
            before={refused}
            onDone={refused ? introduceAgain : introduce}
          />
        )}
        <div ref={end} />
      </div>
      {pendingFirst.length === 0 && !customer && <PrivacyNote privacy={settings.privacy} />}
      {fields.length === 0 && (
        <Composer
          page={page}
          draft={widget.draft}
          isDisabled={false}
          onSend={(body) => widget.send(body, introduction ?? {})}
        />
      )}
    </>
  );
}

/** The server refused values of the form: it is shown again, with the errors at their fields. */
function refusedIntroduction(pendingFirst: readonly PendingFirstMessage[]) {
  for (const { problem, introduction } of pendingFirst) {
    if (problem?.kind === "introduction") return { introduction, refused: problem.fields };
  }
  return undefined;
}
