import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Tooltip } from "radix-ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Notices } from "../../../components/ui/notices.tsx";
import { applyTheme } from "../../../lib/browser/theme.ts";
import { retryQuery } from "../../../lib/session/query-retry.ts";
import { loadRuntimeConfig } from "../../../lib/session/runtime-config.ts";
import { OperatorGate } from "./operator-gate.tsx";

/** The operator's page, at `/operator`: no part of the desk, and nobody's session. */
export async function showOperator(root: HTMLElement): Promise<void> {
  applyTheme();
  const { chatUrl } = await loadRuntimeConfig(window.location);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: retryQuery, staleTime: 5_000 } } });
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Tooltip.Provider delayDuration={400}>
          <OperatorGate chatUrl={chatUrl} />
          <Notices />
        </Tooltip.Provider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
