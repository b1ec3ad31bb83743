import { TOKENS_CSS } from "@chorus/design/tokens-css";

/** The style of the reference, from the values of shared/design. */
export const REFERENCE_STYLE = `${TOKENS_CSS}
* { box-sizing: border-box; }
html { scroll-padding-top: 16px; }
body {
  margin: 0; display: grid; grid-template: auto 1fr / 260px minmax(0, 1fr); min-height: 100vh;
  background: var(--surface); color: var(--ink); font: 14px/1.5 var(--font);
}
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
a { color: var(--accent-ink); text-underline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; padding: 8px 12px; background: var(--raised); box-shadow: var(--shadow-float); border-radius: var(--r-control); z-index: 1; }
header { grid-column: 1; padding: 20px 20px 4px; background: var(--canvas); border-right: 1px solid var(--line); }
header h1 { margin: 0; font-size: 16px; line-height: 20px; letter-spacing: var(--track-large); }
header h1 a { color: inherit; text-decoration: none; }
header p { margin: 2px 0 0; font-size: 12px; color: var(--ink-3); }
nav { grid-column: 1; background: var(--canvas); border-right: 1px solid var(--line); }
nav details { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 8px 12px 24px; }
nav summary { display: none; }
nav .group { margin: 16px 8px 4px; font-size: 12px; font-weight: 600; color: var(--ink-3); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a {
  display: flex; justify-content: space-between; gap: 8px; padding: 4px 8px; border-radius: var(--r-control);
  font-size: 13px; color: var(--ink-2); text-decoration: none;
}
nav a:hover { background: var(--hover); color: var(--ink); }
.verb { font-size: 11px; color: var(--ink-3); }
main { grid-column: 2; grid-row: 1 / span 2; padding: 32px 40px 96px; max-width: 1240px; outline: none; }
section { margin-bottom: 56px; }
h2 { margin: 0 0 4px; font-size: 20px; line-height: 1.3; letter-spacing: var(--track-large); }
h3 { margin: 0; font-size: 16px; line-height: 20px; letter-spacing: var(--track-large); }
.text h3:not(:first-child) { margin-top: 20px; font-size: 14px; }
.about { margin: 0 0 16px; color: var(--ink-2); }
.columns, article { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 32px; }
.columns { margin-top: 8px; }
article { padding: 28px 0; border-top: 1px solid var(--line); }
.text > p { margin: 8px 0 0; }
.text > ul { margin: 8px 0 0; padding-left: 18px; }
.text li { margin-bottom: 6px; }
.quiet { font-size: 13px; color: var(--ink-3); }
.address { overflow-wrap: anywhere; }
.method { display: inline-block; padding: 0 6px; border-radius: 4px; font-size: 11px; font-weight: 600; line-height: 18px; }
.get { background: var(--blue-soft); color: var(--blue-ink); }
.post { background: var(--green-soft); color: var(--green-ink); }
.put, .patch { background: var(--amber-soft); color: var(--amber-ink); }
.delete { background: var(--red-soft); color: var(--red-ink); }
code, pre { font: 12.5px/1.6 ui-monospace, SFMono-Regular, Consolas, monospace; }
:not(pre) > code { padding: 1px 4px; border-radius: 4px; background: var(--sunken); overflow-wrap: anywhere; }
.address > code, th > code { padding: 0; background: none; }
figure { position: relative; margin: 0 0 12px; border: 1px solid var(--line); border-radius: var(--r-card); background: var(--canvas); overflow: hidden; }
figcaption { padding: 8px 12px; border-bottom: 1px solid var(--line); font-size: 12px; font-weight: 600; color: var(--ink-2); }
pre { margin: 0; padding: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
figure button {
  position: absolute; top: 4px; right: 6px; height: 26px; padding: 0 8px; border: 0; border-radius: var(--r-control);
  background: none; color: var(--ink-2); font: 500 12px var(--font); cursor: pointer;
}
figure button:hover { background: var(--hover); color: var(--ink); }
.answer { margin: 0 0 12px; font-size: 13px; color: var(--ink-2); }
table { width: 100%; margin-top: 16px; border-collapse: collapse; font-size: 13px; }
caption { padding-bottom: 4px; text-align: left; font-size: 12px; font-weight: 600; color: var(--ink-2); }
thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
main > section > table thead { position: static; clip-path: none; }
th, td { padding: 6px 12px 6px 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
th[scope="row"] { width: 42%; }
main > section > table th[scope="row"] { width: auto; }
.required { font-size: 11px; color: var(--red-ink); }
.note { display: block; font-size: 12px; color: var(--ink-3); }
tr:target { background: var(--accent-soft); }
@media (max-width: 900px) {
  body { display: block; }
  header, nav { border-right: 0; }
  nav { border-bottom: 1px solid var(--line); }
  nav details { position: static; max-height: none; padding: 8px 12px; }
  nav summary { display: list-item; padding: 8px; font-size: 13px; font-weight: 600; cursor: pointer; }
  main { padding: 24px 16px 64px; }
  .columns, article { grid-template-columns: minmax(0, 1fr); gap: 16px; }
}
`;
