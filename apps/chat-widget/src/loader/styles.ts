// The host cannot be hidden, moved or coloured by the page: themes hide elements that look empty, div:empty { display: none }.
const CSS = `
:host { all: initial !important; display: contents !important; direction: ltr !important; --edge: max(20px, env(safe-area-inset-bottom)); }
:host(.left) { direction: rtl !important; }
.launcher, .panel { position: fixed; z-index: 2147483000; inset-inline-end: max(20px, env(safe-area-inset-right), env(safe-area-inset-left)); }
.launcher {
  bottom: var(--edge); width: 56px; height: 56px; padding: 0; border: 0; border-radius: 50%;
  color: var(--chorus-on-accent, #fff); background: var(--chorus-accent, #1f2937); cursor: pointer;
  box-shadow: 0 0 0 1px #1818260d, 0 12px 32px -8px #1818264d; transition: .14s ease-out;
}
.launcher:hover { transform: scale(1.05); }
.launcher:focus-visible { outline: 3px solid #fff; outline-offset: 0; box-shadow: 0 0 0 6px var(--chorus-accent, #1f2937); }
.launcher span { position: absolute; inset: 0; display: grid; place-items: center; transition: .14s ease-out; }
svg { width: 24px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.launcher .close, .launcher.open .chat { opacity: 0; }
.launcher.open .close { opacity: 1; }
.launcher .badge {
  inset: -2px -2px auto auto; min-width: 20px; height: 20px; padding: 0 5px; box-sizing: border-box; border-radius: 10px;
  background: #c93338; color: #fff; font: 600 11px/20px system-ui, sans-serif; box-shadow: 0 0 0 2px #fff;
}
.panel {
  bottom: calc(var(--edge) + 72px); width: 380px; height: min(640px, calc(100vh - 116px)); border-radius: 16px; overflow: hidden;
  background: Canvas; box-shadow: 0 0 0 1px #1818260d, 0 12px 32px -8px #1818264d; visibility: hidden; opacity: 0;
  transform: translateY(12px) scale(.97); transform-origin: bottom; transition: .18s cubic-bezier(.2, .8, .2, 1); transition-property: opacity, transform, visibility;
}
.panel.open, .panel.seen { visibility: visible; opacity: 1; transform: none; transition-property: opacity, transform; }
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
  .panel { inset: 0; width: 100%; height: 100dvh; border-radius: 0; }
  .launcher.open { visibility: hidden; }
}
.panel.peek { inset: auto; inset-inline-end: 88px; bottom: var(--edge); width: min(312px, calc(100vw - 108px)); height: var(--peek); border-radius: 16px; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media print { .launcher, .panel { display: none; } }
`;

/** The style of the launcher and the panel, for their shadow root. A constructed sheet, which a page's style-src does not block. */
export function addStyles(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
}
