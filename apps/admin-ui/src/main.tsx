import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import "./app/theme.css";
import { takePasswordLink } from "./features/auth/password-link.ts";
import { applyLanguage } from "./lib/language/language.ts";
import { loadRuntimeConfig } from "./lib/session/runtime-config.ts";
import { SessionManager } from "./lib/session/session-manager.ts";
import { applyTheme } from "./lib/browser/theme.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");

async function showDesk(element: HTMLElement): Promise<void> {
  applyTheme();
  const passwordLink = takePasswordLink(window.location, window.history);
  const sessionManager = new SessionManager(await loadRuntimeConfig(window.location));
  if (passwordLink === null) void sessionManager.restore();
  createRoot(element).render(
    <StrictMode>
      <App sessionManager={sessionManager} passwordLink={passwordLink} />
    </StrictMode>,
  );
}

applyLanguage();
// The build of production drops the branch, and the gallery with it.
if (import.meta.env.DEV && window.location.pathname === "/gallery") {
  const { showGallery } = await import("./gallery/show-gallery.tsx");
  showGallery(root);
} else if (window.location.pathname.replace(/\/$/, "") === "/operator") {
  // Loaded by operators alone.
  const { showOperator } = await import("./features/operator/components/show-operator.tsx");
  await showOperator(root);
} else if (/^\/sign-up(\/|$)/.test(window.location.pathname)) {
  // Loaded by strangers alone.
  const { showSignUp } = await import("./features/sign-up/components/show-sign-up.tsx");
  await showSignUp(root);
} else await showDesk(root);
