import { useEffect } from "preact/hooks";
import { accentVariables } from "../../accent.ts";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { setTheme } from "../state/theme.ts";
import type { Sounds } from "../tabs/sounds.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Widget } from "../state/widget.ts";
import { Header } from "./header.tsx";
import { Ready } from "./ready.tsx";
import { Skeleton } from "./skeleton.tsx";

interface AppProps {
  widget: Widget;
  page: ParentPage;
  sounds: Sounds;
  /** Until the settings are there. */
  accent: string | null;
}

/** The whole panel: starting, failed, signed out, or talking. */
export function App({ widget, page, sounds, accent }: AppProps) {
  const state = useReadable(widget.state);
  const settings = state.phase === "ready" ? state.settings : undefined;
  const isKept = state.phase === "ready" && state.conversationId !== null;
  const close = () => page.send({ chorus: 1, type: "close" });
  useEffect(() => {
    if (!settings) return;
    setTheme(settings.theme ?? "automatic");
    const name = translate("chatWith", { name: settings.teamName });
    page.send({ chorus: 1, type: "look", accent: settings.accentColour, position: settings.position, name });
  }, [settings, page]);
  useEffect(() => {
    if (state.phase === "ready") page.send({ chorus: 1, type: "keep", isKept });
    if (!isKept) page.send({ chorus: 1, type: "unread", count: 0 });
  }, [state.phase, isKept, page]);

  return (
    <main
      class="panel"
      aria-label={settings && translate("chatWith", { name: settings.teamName })}
      style={accentVariables(settings?.accentColour ?? accent ?? "")}
    >
      {state.phase === "ready" ? (
        <Ready widget={widget} page={page} state={state} sounds={sounds} onClose={close} />
      ) : (
        <>
          <Header title={translate("chat")} onClose={close} />
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
