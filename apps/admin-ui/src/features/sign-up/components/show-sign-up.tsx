import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyTheme } from "../../../lib/browser/theme.ts";
import { retryQuery } from "../../../lib/session/query-retry.ts";
import { loadRuntimeConfig } from "../../../lib/session/runtime-config.ts";
import { SignUpContext, signUpClient } from "../api/sign-up-client.ts";
import { takeSignUpLink } from "../sign-up-address.ts";
import { ConfirmPage } from "./confirm-page.tsx";
import { SignUpPage } from "./sign-up-page.tsx";

/** The pages of whoever opens a company, at `/sign-up`: no part of the desk. */
export async function showSignUp(root: HTMLElement): Promise<void> {
  applyTheme();
  const token = takeSignUpLink(window.location, window.history);
  const { chatUrl } = await loadRuntimeConfig(window.location);
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: retryQuery, refetchOnWindowFocus: false } },
  });
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <SignUpContext value={signUpClient(chatUrl)}>
          {token === null ? <SignUpPage /> : <ConfirmPage token={token} />}
        </SignUpContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}
