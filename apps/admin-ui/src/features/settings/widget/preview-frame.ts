/** Where the preview's frame is: the widget's own, told that this page embeds it and whether it is dark. */
export function previewAddress(widgetUrl: string, widgetKey: string): string {
  const address = new URL("/frame", widgetUrl);
  address.searchParams.set("key", widgetKey);
  address.searchParams.set("parent", window.location.origin);
  address.searchParams.set("dark", document.documentElement.dataset["theme"] === "dark" ? "1" : "0");
  return address.href;
}

/** What the frame says: that it listens, or that it has drawn something. Null for everything else. */
export function frameMessage(data: unknown): "ready" | "look" | null {
  const { chorus, type } = (data ?? {}) as { chorus?: unknown; type?: unknown };
  return chorus === 1 && (type === "ready" || type === "look") ? type : null;
}
