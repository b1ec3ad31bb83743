/**
 * The values of shared/design that mails and pages of mails use: mail programs know no variables. `look.test.ts` compares them.
 */
export const LIGHT = {
  canvas: "#fbfbfc",
  surface: "#ffffff",
  line: "#ececf0",
  "line-strong": "#dcdce3",
  ink: "#1b1b22",
  "ink-2": "#4b4b59",
  "ink-3": "#6a6a79",
  accent: "#5b5bd6",
  "on-accent": "#ffffff",
  "accent-ink": "#4a4ac2",
  them: "#f1f1f5",
  own: "#ebebfb",
} as const;

export const DARK: Record<keyof typeof LIGHT, string> = {
  canvas: "#131317",
  surface: "#18181d",
  line: "#26262e",
  "line-strong": "#363640",
  ink: "#ededf2",
  "ink-2": "#b9b9c6",
  "ink-3": "#9797a7",
  accent: "#6564db",
  "on-accent": "#ffffff",
  "accent-ink": "#b0affa",
  them: "#25252d",
  own: "#2b2b4b",
};

export const FONT = "Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Classes with dark colours, for mail programs that support them; the others use, or invert, the inline ones. */
export const DARK_RULES = `@media (prefers-color-scheme: dark) {
  .page { background: ${DARK.canvas} !important; }
  .card { background: ${DARK.surface} !important; border-color: ${DARK.line} !important; }
  .ink { color: ${DARK.ink} !important; }
  .quiet, .quiet a { color: ${DARK["ink-3"]} !important; }
  .asked { color: ${DARK["ink-2"]} !important; border-color: ${DARK["line-strong"]} !important; }
  .bubble { background: ${DARK.them} !important; }
  .own { background: ${DARK.own} !important; }
  .link { color: ${DARK["accent-ink"]} !important; }
  .code { background: ${DARK.line} !important; }
}`;

export const TEXT = `font-size:14px;line-height:1.5;color:${LIGHT.ink}`;
export const META = `font-size:12px;line-height:16px;color:${LIGHT["ink-3"]}`;
