import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import "./app/theme.css";
import { takePasswordLink } from "./features/auth/password-link.ts";
import { applyLanguage } from "./lib/language/language.ts";
import { loadRuntimeConfig } from "./lib/session/runtime-config.ts";
import { SessionManager } from "./lib/session/session-manager.ts";
import { applyTheme } from "./lib/browser/theme.ts";

applyTheme();
applyLanguage();
const passwordLink = takePasswordLink(window.location, window.history);
const sessionManager = new SessionManager(await loadRuntimeConfig(window.location));
if (passwordLink === null) void sessionManager.restore();

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <App sessionManager={sessionManager} passwordLink={passwordLink} />
  </StrictMode>,
);
