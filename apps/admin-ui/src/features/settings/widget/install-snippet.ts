interface Snippet {
  widgetUrl: string;
  widgetKey: string;
  accentColour: string;
  position: "left" | "right";
}

/** With colour and side, so that the launcher looks right before the settings are loaded. */
export function installSnippet({ widgetUrl, widgetKey, accentColour, position }: Snippet): string {
  const side = position === "left" ? ` data-position="left"` : "";
  return `<script src="${widgetUrl}/loader.js?key=${widgetKey}" data-accent="${accentColour}"${side} async></script>`;
}
