import { useEffect, useState } from "preact/hooks";
import { accentVariables } from "../../accent.ts";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import type { Sounds } from "../tabs/sounds.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Widget } from "../state/widget.ts";
import { ConversationView } from "./conversation-view.tsx";
import { EarlierView } from "./earlier-view.tsx";
import { Header } from "./header.tsx";
import { Skeleton } from "./skeleton.tsx";
import { StartView } from "./start-view.tsx";

export interface AppProps {
  widget: Widget;
  page: ParentPage;
  sounds: Sounds;
  /** Until the settings are there. */
  accent: string | null;
}

/** The whole panel: starting, failed, signed out, or talking. */
export function App({ widget, page, sounds, accent }: AppProps) {
  const state = useReadable(widget.state);
  const [isEarlierShown, showEarlier] = useState(false);
  const settings = state.phase === "ready" ? state.settings : undefined;
  const isKept = state.phase === "ready" && state.conversationId !== null;
  const close = () => page.send({ chorus: 1, type: "close" });
  useEffect(() => {
    if (settings) page.send({ chorus: 1, type: "look", accent: settings.accentColour, position: settings.position });
  }, [settings, page]);
  useEffect(() => {
    if (state.phase === "ready") page.send({ chorus: 1, type: "keep", isKept });
    if (!isKept) page.send({ chorus: 1, type: "unread", count: 0 });
  }, [state.phase, isKept, page]);

  const hasEarlier = state.phase === "ready" && state.customer !== null && !state.isLinked;
  const menu = { sounds, onEarlier: hasEarlier ? () => showEarlier(true) : undefined };
  return (
    <main class="panel" style={accentVariables(settings?.accentColour ?? accent ?? "")}>
      {state.phase === "ready" ? (
        isEarlierShown && state.chat ? (
          <EarlierView widget={widget} page={page} state={state} onBack={() => showEarlier(false)} onClose={close} />
        ) : state.conversationId && state.chat ? (
          <ConversationView
            key={state.conversationId}
            widget={widget}
            page={page}
            state={state}
            chat={state.chat}
            conversationId={state.conversationId}
            menu={menu}
            onClose={close}
          />
        ) : (
          <StartView widget={widget} page={page} state={state} menu={menu} onClose={close} />
        )
      ) : (
        <>
          <Header title={translate("chat")} subtitle="" onClose={close} />
          {state.phase === "starting" && <Skeleton />}
          {state.phase === "ended" && <p class="notice">{translate("signedOut")}</p>}
          {state.phase === "failed" && (
            <section class="notice" role="alert">
              <p>{state.detail}</p>
              {state.canRetry && (
                <button type="button" class="primary" onClick={() => void widget.start()}>
                  {translate("tryAgain")}
                </button>
              )}
            </section>
          )}
        </>
      )}
    </main>
  );
}
