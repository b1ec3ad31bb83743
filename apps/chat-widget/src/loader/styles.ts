// The host cannot be hidden, moved or coloured by the page: themes hide elements that look empty, div:empty { display: none }.
const CSS = `
:host { all: initial !important; display: contents !important; }
.launcher, .panel { position: fixed; z-index: 2147483000; right: max(20px, env(safe-area-inset-right)); }
:host(.left) .launcher, :host(.left) .panel { right: auto; left: max(20px, env(safe-area-inset-left)); }
.launcher {
  bottom: max(20px, env(safe-area-inset-bottom)); width: 56px; height: 56px; padding: 0; border: 0; border-radius: 50%;
  color: var(--chorus-on-accent, #fff); background: var(--chorus-accent, #1f2937); cursor: pointer; box-shadow: 0 6px 20px rgb(0 0 0 / 24%);
  transition: 140ms ease-out;
}
.launcher:hover { transform: scale(1.05); }
.launcher:focus-visible { outline: 3px solid #fff; outline-offset: 0; box-shadow: 0 0 0 6px var(--chorus-accent, #1f2937); }
.launcher span { position: absolute; inset: 0; display: grid; place-items: center; transition: 140ms ease-out; }
.launcher svg { width: 26px; fill: currentColor; }
.launcher .close svg { fill: none; stroke: currentColor; stroke-width: 2.4; }
.launcher .close, .launcher.open .chat { opacity: 0; transform: scale(.6); }
.launcher.open .close { opacity: 1; transform: none; }
.launcher .badge {
  inset: -3px -3px auto auto; min-width: 20px; height: 20px; padding: 0 5px; box-sizing: border-box; border-radius: 10px;
  background: #dc2626; color: #fff; font: 600 12px/20px system-ui, sans-serif; box-shadow: 0 0 0 2px #fff;
}
.panel {
  bottom: calc(max(20px, env(safe-area-inset-bottom)) + 72px); width: 380px; height: min(640px, calc(100vh - 116px));
  border-radius: 16px; overflow: hidden; background: Canvas; color-scheme: light dark;
  box-shadow: 0 12px 40px rgb(0 0 0 / 22%), 0 0 0 1px rgb(0 0 0 / 6%);
  visibility: hidden; opacity: 0; transform: translateY(12px);
  transition: opacity 160ms ease-out, transform 160ms ease-out, visibility 0s 160ms;
}
.panel.open { visibility: visible; opacity: 1; transform: none; transition: opacity 160ms ease-out, transform 160ms ease-out; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
.panel:not([data-state=ready]) iframe { visibility: hidden; }
.panel[data-state=ready] .cover { display: none; }
.cover {
  position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 16px;
  color: CanvasText; font: 15px system-ui; text-align: center;
}
.cover button { font: inherit; color: inherit; min-width: 44px; min-height: 44px; padding: 0 16px; background: none; border: 0; border-radius: 8px; }
.cover .leave { position: absolute; top: 8px; inset-inline-end: 8px; }
.cover .again { border: 1px solid; }
[hidden] { display: none !important; }
@media (max-width: 480px) {
  .panel, :host(.left) .panel { inset: 0; width: 100%; height: 100dvh; border-radius: 0; }
  .launcher.open { visibility: hidden; }
}
@media (prefers-reduced-motion: reduce) {
  .launcher, .launcher span, .panel, .panel.open { transition: none; }
}
@media print { .launcher, .panel { display: none; } }
`;

/** The style of the launcher and the panel, for their shadow root. A constructed sheet, which a page's style-src does not block. */
export function addStyles(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
}
