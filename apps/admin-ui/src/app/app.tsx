import { QueryClientProvider } from "@tanstack/react-query";
import { type AsyncRouteComponent, lazyRouteComponent, RouterProvider } from "@tanstack/react-router";
import { CloudOff } from "lucide-react";
import { Tooltip } from "radix-ui";
import { lazy, Suspense } from "react";
import { Button } from "../components/ui/button.tsx";
import { Logo } from "../components/ui/logo.tsx";
import { Notices } from "../components/ui/notices.tsx";
import { PanelMessage } from "../components/ui/panel-message.tsx";
import { DeskSessionContext, SessionManagerContext } from "../lib/session/session-context.ts";
import type { SessionManager } from "../lib/session/session-manager.ts";
import { useReadable } from "../lib/browser/use-readable.ts";
import { useTexts } from "../lib/language/texts.ts";
import { uiTexts } from "../components/ui/ui-texts.ts";
import { appTexts } from "./app-texts.ts";
import { router } from "./router.tsx";

// Of those who are not signed in: the desk begins without. A tab of before an upgrade, whose files are gone, is loaded anew for them.
const ResetPasswordPage = loadedFirst(
  lazyRouteComponent(() => import("../features/auth/components/reset-password-page.tsx"), "ResetPasswordPage"),
);
const SignedOutPage = loadedFirst(lazyRouteComponent(() => import("./signed-out-page.tsx"), "SignedOutPage"));

/** The router loads its pages before it draws them; drawn without that, they call `use()` in one render and not in the next. */
function loadedFirst<Props extends object>(page: AsyncRouteComponent<Props>) {
  return lazy(async () => {
    await page.preload?.();
    return { default: page };
  });
}

interface AppProps {
  sessionManager: SessionManager;
  /** From the address, when the page was opened by a mailed link. */
  passwordLink: string | null;
}

export function App({ sessionManager, passwordLink }: AppProps) {
  return (
    <SessionManagerContext value={sessionManager}>
      <Tooltip.Provider delayDuration={400}>
        {passwordLink === null ? (
          <Gate sessionManager={sessionManager} />
        ) : (
          <Suspense fallback={<Restoring />}>
            <ResetPasswordPage token={passwordLink} onDone={() => window.location.assign("/")} />
          </Suspense>
        )}
        <Notices />
      </Tooltip.Provider>
    </SessionManagerContext>
  );
}

function Gate({ sessionManager }: { sessionManager: SessionManager }) {
  const state = useReadable(sessionManager.state);
  if (state.status === "restoring") return <Restoring />;
  if (state.status === "unreachable") return <Unreachable onRetry={() => void sessionManager.restore()} />;
  if (state.status === "signed_out") {
    return (
      <Suspense fallback={<Restoring />}>
        <SignedOutPage hasEnded={state.hasEnded} />
      </Suspense>
    );
  }
  return (
    <DeskSessionContext value={state.session}>
      <QueryClientProvider client={state.session.queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </DeskSessionContext>
  );
}

function Restoring() {
  const t = useTexts(uiTexts);
  return (
    <main className="flex h-full items-center justify-center">
      <output aria-label={t.loading} className="animate-wait">
        <Logo size={40} />
      </output>
    </main>
  );
}

function Unreachable({ onRetry }: { onRetry: () => void }) {
  const t = useTexts(appTexts).unreachable;
  const ui = useTexts(uiTexts);
  return (
    <main className="h-full">
      <PanelMessage isError icon={CloudOff} title={t.title} action={<Button onClick={onRetry}>{ui.tryAgain}</Button>}>
        {t.text}
      </PanelMessage>
    </main>
  );
}
