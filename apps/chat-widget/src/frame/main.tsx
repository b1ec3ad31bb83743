import "@fontsource-variable/inter";
import { render } from "preact";
import { App } from "./components/app.tsx";
import { deviceTokenStore } from "./device-token.ts";
import { readFrameAddress } from "./frame-address.ts";
import "./frame.css";
import { connectParentPage } from "./parent-page.ts";
import { Widget } from "./widget.ts";

interface RuntimeConfig {
  chatUrl: string;
  gatewayUrl: string;
}

const root = document.querySelector("#root");
if (root) void start(root);

async function start(element: Element): Promise<void> {
  const { tenantKey, parentOrigin } = readFrameAddress(window.location.search);
  const page = connectParentPage(parentOrigin);
  page.tell({ chorus: 1, type: "ready" });
  const response = await fetch("/config.json");
  const { chatUrl, gatewayUrl } = (await response.json()) as RuntimeConfig;
  const widget = new Widget({ chatUrl, gatewayUrl, tenantKey, device: deviceTokenStore(tenantKey) });
  window.addEventListener("online", () => widget.chat.nudge());
  document.addEventListener("visibilitychange", () => document.hidden || widget.chat.nudge());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") page.tell({ chorus: 1, type: "close" });
  });
  render(<App widget={widget} page={page} />, element);
  await widget.start();
}
