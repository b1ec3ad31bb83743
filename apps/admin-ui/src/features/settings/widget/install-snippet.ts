interface Snippet {
  widgetUrl: string;
  widgetKey: string;
  accentColour: string;
  position: "left" | "right";
}

/** Colour and side stand in it too, so that the launcher looks right before anything else is loaded. */
export function installSnippet({ widgetUrl, widgetKey, accentColour, position }: Snippet): string {
  const side = position === "left" ? ` data-position="left"` : "";
  return `<script src="${widgetUrl}/loader.js" data-tenant-key="${widgetKey}" data-accent="${accentColour}"${side} async></script>`;
}
