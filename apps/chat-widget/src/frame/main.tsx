import { isOfInputMethod } from "@chorus/client-sdk/input-method";
import { cutText } from "@chorus/contracts/cut-text";
import "@chorus/design/tokens.css";
import "@fontsource-variable/inter";
import { render } from "preact";
import type { ToFrame } from "../protocol.ts";
import { App } from "./components/app.tsx";
import { Unbroken } from "./components/unbroken.tsx";
import { deviceTokenStore } from "./state/device-token.ts";
import { readFrameAddress } from "./state/frame-address.ts";
import { chooseLanguage, speak } from "./state/language.ts";
import { watchDeviceOnline } from "@chorus/client-sdk/device-online";
import { connectParentPage } from "./state/parent-page.ts";
import { setPhotoHome } from "./state/photos.ts";
import { widgetDatabase } from "./store/widget-database.ts";
import { sounds } from "./tabs/sounds.ts";
import { joinTabs } from "./tabs/tabs.ts";
import { tabMemory } from "./state/tab-memory.ts";
import { followSystemTheme, setPageDark } from "./state/theme.ts";
import { Widget } from "./state/widget.ts";
import "./styles/base.css";
import "./styles/panel.css";
import "./styles/messages.css";
import "./styles/forms.css";
import "./styles/home.css";
import "./styles/composer.css";

interface RuntimeConfig {
  chatUrl: string;
  gatewayUrl: string;
}

const root = document.querySelector("#root");
if (root) void start(root);

/** In the page, where the widget's own server sends it; of Vite's server it is asked. */
async function readConfig(): Promise<RuntimeConfig> {
  const inPage = document.querySelector<HTMLMetaElement>("meta[name=chorus]")?.content;
  return JSON.parse(inPage ?? (await (await fetch("/config.json")).text())) as RuntimeConfig;
}

async function start(element: Element): Promise<void> {
  const { tenantKey, parentOrigin, language, accent, isDark } = readFrameAddress(window.location.search);
  setPageDark(isDark);
  followSystemTheme();
  watchDeviceOnline();
  const { chatUrl, gatewayUrl } = await readConfig();
  setPhotoHome(chatUrl);
  const widget = new Widget({
    ...{ chatUrl, gatewayUrl, tenantKey },
    device: deviceTokenStore(tenantKey),
    memory: tabMemory(tenantKey),
    database: widgetDatabase(tenantKey),
    tabs: joinTabs(tenantKey),
    onIdentityRefused: (detail) => page.send({ chorus: 1, type: "refused", detail: cutText(detail, 500) }),
    onSettings: (settings) =>
      speak(chooseLanguage(language ? [language, ...navigator.languages] : navigator.languages, settings.language)),
  });
  const page = connectParentPage(parentOrigin, (message) => void obey(message));
  const obey = async (message: ToFrame) => {
    if (message.type === "opened") setPageDark(message.isDark ?? isDark);
    if (message.type === "hello") await widget.start(message.identityToken, message.linkToken);
    if (message.type === "identify") await widget.identify(message.identityToken);
    if (message.type === "shutdown") {
      await widget.shutdown();
      page.send({ chorus: 1, type: "ended" });
    }
    if (message.type === "preview") {
      const { readPreviewSettings } = await import("./state/preview-settings.ts");
      const settings = readPreviewSettings(message.settings);
      await speak(chooseLanguage(message.language === undefined ? [] : [message.language], settings.language));
      const desk = { people: [], replyMinutes: null, opensAt: null };
      widget.preview(settings, { ...desk, online: message.isSomebodyHere ?? true });
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
