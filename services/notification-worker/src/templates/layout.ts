import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface EmailLayout {
  language: string;
  subject: string;
  /** The preview beside the subject. */
  preview: string;
  tenant: string;
  /** `#rrggbb` of the tenant. */
  accentColour: string;
  heading: string;
  body: Html;
  button: { label: string; url: string } | null;
  /** Why this was sent. */
  footer: Html;
}

/** Dark colours for mail programs that support them; the others use, or invert, the inline colours. */
const DARK = `@media (prefers-color-scheme: dark) {
  .page { background: #18181b !important; }
  .card { background: #27272a !important; border-color: #3f3f46 !important; }
  .ink { color: #f4f4f5 !important; }
  .quiet, .quiet a { color: #a1a1aa !important; }
  .bubble { background: #3f3f46 !important; }
  .own { background: #2f3b63 !important; }
}`;

/** The readable text colour on a background: black or white, by relative luminance (WCAG 2.2). */
export function readableOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#111111" : "#ffffff";
}

const SPACES_THAT_VANISH = /^ | (?= )/gm;

/** Keeps line breaks and spaces, because mail programs disagree about white-space rules. */
export function linesOf(body: string) {
  const lines = body.replaceAll("\t", "    ").replaceAll(SPACES_THAT_VANISH, "\u00A0").split("\n");
  return lines.map((line, at) => (at === 0 ? line : html`<br />${line}`));
}

/** Tables and inline styles, which all mail programs support. All values are escaped. */
export async function renderEmailLayout(layout: EmailLayout): Promise<string> {
  const { accentColour, button } = layout;
  const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
  const page = await html`<!doctype html>
    <html lang="${layout.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${layout.subject}</title>
        <style>
          ${raw(DARK)}
        </style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#f4f4f5;${font}">
        <div style="display:none;max-height:0;overflow:hidden">${layout.preview}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#f4f4f5">
          <tr>
            <td align="center" style="padding:32px 12px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                class="card"
                style="max-width:560px;background:#ffffff;border-radius:12px;overflow:hidden;border:1px solid #e4e4e7"
              >
                <tr>
                  <td
                    style="background:${accentColour};color:${readableOn(accentColour)};padding:16px 28px;font-weight:600"
                  >
                    ${layout.tenant}
                  </td>
                </tr>
                <tr>
                  <td class="ink" style="padding:28px;color:#18181b;font-size:15px;line-height:1.55">
                    <h1 dir="auto" style="margin:0 0 16px;font-size:20px;line-height:1.3">${layout.heading}</h1>
                    ${layout.body} ${button ? buttonOf(button, accentColour) : ""}
                  </td>
                </tr>
              </table>
              <p class="quiet" style="max-width:520px;margin:16px auto 0;color:#71717a;font-size:12px;line-height:1.5">
                ${layout.footer}
              </p>
            </td>
          </tr>
        </table>
      </body>
    </html>`;
  return page.toString();
}

function buttonOf({ label, url }: { label: string; url: string }, colour: string): Html {
  return html`<p style="margin:24px 0 4px">
    <a
      href="${url}"
      style="display:inline-block;background:${colour};color:${readableOn(colour)};text-decoration:none;font-weight:600;padding:12px 20px;border-radius:8px"
      >${label}</a
    >
  </p>`;
}
