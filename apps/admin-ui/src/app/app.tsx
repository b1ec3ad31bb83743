import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { CloudOff } from "lucide-react";
import { Tooltip } from "radix-ui";
import { Button } from "../components/ui/button.tsx";
import { Logo } from "../components/ui/logo.tsx";
import { Notices } from "../components/ui/notices.tsx";
import { PanelMessage } from "../components/ui/panel-message.tsx";
import { LoginPage } from "../features/auth/components/login-page.tsx";
import { DeskSessionContext, SessionKeeperContext } from "../lib/session-context.ts";
import type { SessionKeeper } from "../lib/session-keeper.ts";
import { useReadable } from "../lib/use-readable.ts";
import { router } from "./router.tsx";

export function App({ keeper }: { keeper: SessionKeeper }) {
  return (
    <SessionKeeperContext value={keeper}>
      <Tooltip.Provider delayDuration={400}>
        <Gate keeper={keeper} />
        <Notices />
      </Tooltip.Provider>
    </SessionKeeperContext>
  );
}

function Gate({ keeper }: { keeper: SessionKeeper }) {
  const state = useReadable(keeper.state);
  if (state.status === "restoring") return <Restoring />;
  if (state.status === "unreachable") return <Unreachable onRetry={() => void keeper.restore()} />;
  if (state.status === "signed_out") return <LoginPage notice={state.notice} />;
  return (
    <DeskSessionContext value={state.session}>
      <QueryClientProvider client={state.session.queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </DeskSessionContext>
  );
}

function Restoring() {
  return (
    <main className="flex h-full items-center justify-center">
      <output aria-label="Loading" className="animate-wait">
        <Logo size={40} />
      </output>
    </main>
  );
}

function Unreachable({ onRetry }: { onRetry: () => void }) {
  return (
    <main className="h-full">
      <PanelMessage
        isError
        icon={CloudOff}
        title="Chorus cannot be reached"
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        Check your connection. Nothing you have written is lost.
      </PanelMessage>
    </main>
  );
}
