import { useEffect, useRef } from "preact/hooks";
import type { ParentPage } from "../parent-page.ts";
import type { Widget, WidgetState } from "../widget.ts";
import { Composer } from "./composer.tsx";
import { Header } from "./header.tsx";
import { Bubble } from "./message-bubble.tsx";

interface StartViewProps {
  widget: Widget;
  page: ParentPage;
  state: Extract<WidgetState, { phase: "ready" }>;
  onClose: () => void;
}

/** Before there is a conversation: the greeting, and the first message on its way. */
export function StartView({ widget, page, state, onClose }: StartViewProps) {
  const { settings } = state.session;
  const { firstMessage } = state;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [firstMessage]);
  return (
    <>
      <Header title={settings.teamName} subtitle="Ask us anything" onClose={onClose} />
      <div class="log" role="log" aria-label="Messages" tabIndex={0}>
        <Bubble body={settings.greeting} author={settings.teamName} isMine={false} isFirst />
        {firstMessage && (
          <Bubble
            body={firstMessage.body}
            isMine
            isFirst
            status={firstMessage.status}
            onRetry={() => widget.retryFirst()}
            problem={firstMessage.status === "failed" ? "Not sent: we cannot be reached." : undefined}
          />
        )}
        <div ref={end} />
      </div>
      <Composer page={page} isDisabled={firstMessage !== null} onSend={(body) => widget.send(body)} />
    </>
  );
}
