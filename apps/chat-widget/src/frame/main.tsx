import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { cutText } from "@chorus/contracts/cut-text";
import "@fontsource-variable/inter";
import { render } from "preact";
import type { ToFrame } from "../protocol.ts";
import { App } from "./components/app.tsx";
import { Unbroken } from "./components/unbroken.tsx";
import { deviceTokenStore } from "./state/device-token.ts";
import { readFrameAddress } from "./state/frame-address.ts";
import { chooseLanguage, speak } from "./state/language.ts";
import { connectParentPage } from "./state/parent-page.ts";
import { readPreviewSettings } from "./state/preview-settings.ts";
import { widgetDatabase } from "./store/widget-database.ts";
import { sounds } from "./tabs/sounds.ts";
import { joinTabs } from "./tabs/tabs.ts";
import { Widget } from "./state/widget.ts";
import "./styles/base.css";
import "./styles/panel.css";
import "./styles/messages.css";
import "./styles/forms.css";
import "./styles/views.css";
import "./styles/composer.css";

interface RuntimeConfig {
  chatUrl: string;
  gatewayUrl: string;
}

const root = document.querySelector("#root");
if (root) void start(root);

async function start(element: Element): Promise<void> {
  const { tenantKey, parentOrigin, language, accent } = readFrameAddress(window.location.search);
  const response = await fetch("/config.json");
  const { chatUrl, gatewayUrl } = (await response.json()) as RuntimeConfig;
  const widget = new Widget({
    ...{ chatUrl, gatewayUrl, tenantKey },
    device: deviceTokenStore(tenantKey),
    database: widgetDatabase(tenantKey),
    tabs: joinTabs(tenantKey),
    onIdentityRefused: (detail) => page.send({ chorus: 1, type: "refused", detail: cutText(detail, 500) }),
    onSettings: (settings) =>
      speak(chooseLanguage(language ? [language, ...navigator.languages] : navigator.languages, settings.language)),
  });
  const page = connectParentPage(parentOrigin, (message) => void obey(message));
  const obey = async (message: ToFrame) => {
    if (message.type === "hello") await widget.start(message.identityToken, message.linkToken);
    if (message.type === "identify") await widget.identify(message.identityToken);
    if (message.type === "shutdown") {
      await widget.shutdown();
      page.send({ chorus: 1, type: "ended" });
    }
    if (message.type === "preview") {
      const settings = readPreviewSettings(message.settings);
      await speak(settings.language);
      widget.preview(settings, message.isSomebodyHere ?? true);
    }
  };
  window.addEventListener("online", () => widget.nudge());
  // Restored from the browser's back/forward cache, where sockets do not survive.
  window.addEventListener("pageshow", (event) => event.persisted && widget.nudge());
  document.addEventListener("visibilitychange", () => document.hidden || widget.nudge());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !isOfInputMethod(event))
      page.send({ chorus: 1, type: "close" });
  });
  await speak(chooseLanguage(language ? [language, ...navigator.languages] : navigator.languages, "en"));
  render(
    <Unbroken page={page}>
      <App widget={widget} page={page} sounds={sounds(tenantKey)} accent={accent} />
    </Unbroken>,
    element,
  );
  page.send({ chorus: 1, type: "ready" });
  // Without an embedding page there is no hello message.
  if (page.isOpen.getSnapshot()) await widget.start();
}
