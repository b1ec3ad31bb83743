import { useEffect } from "preact/hooks";
import type { ParentPage } from "../parent-page.ts";
import { accentStyle } from "../accent.ts";
import { useReadable } from "../use-readable.ts";
import type { Widget } from "../widget.ts";
import { ConversationView } from "./conversation-view.tsx";
import { Header } from "./header.tsx";
import { Skeleton } from "./skeleton.tsx";
import { StartView } from "./start-view.tsx";

/** The whole panel: starting, failed, or talking. */
export function App({ widget, page }: { widget: Widget; page: ParentPage }) {
  const state = useReadable(widget.state);
  const accent = state.phase === "ready" ? state.session.settings.accentColour : undefined;
  const close = () => page.tell({ chorus: 1, type: "close" });
  useEffect(() => {
    if (accent) page.tell({ chorus: 1, type: "accent", colour: accent });
  }, [accent, page]);

  return (
    <main class="panel" style={accent ? accentStyle(accent) : undefined}>
      {state.phase === "ready" ? (
        state.conversationId === null ? (
          <StartView widget={widget} page={page} state={state} onClose={close} />
        ) : (
          <ConversationView
            key={state.conversationId}
            widget={widget}
            page={page}
            session={state.session}
            conversationId={state.conversationId}
            firstMessage={state.firstMessage}
            onClose={close}
          />
        )
      ) : (
        <>
          <Header title="Chat" subtitle="" onClose={close} />
          {state.phase === "starting" ? (
            <Skeleton />
          ) : (
            <section class="notice" role="alert">
              <p>{state.detail}</p>
              {state.canRetry && (
                <button type="button" class="primary" onClick={() => void widget.start()}>
                  Try again
                </button>
              )}
            </section>
          )}
        </>
      )}
    </main>
  );
}
