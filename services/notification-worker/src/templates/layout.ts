import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { DARK_RULES, FONT, LIGHT, META, TEXT } from "./look.ts";
import { keptSpaces } from "./message-html.ts";

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

/** The readable text colour on a background: black or white, by relative luminance (WCAG 2.2). */
export function readableOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#111111" : "#ffffff";
}

/** Keeps line breaks and spaces of a text that is no Markdown. */
export function linesOf(body: string) {
  return body.split("\n").map((line, at) => (at === 0 ? keptSpaces(line) : html`<br />${keptSpaces(line)}`));
}

/** Tables and inline styles, which all mail programs support. All values are escaped. */
export async function renderEmailLayout(layout: EmailLayout): Promise<string> {
  const { accentColour, button } = layout;
  const table = raw('role="presentation" cellpadding="0" cellspacing="0"');
  const page = await html`<!doctype html>
    <html lang="${layout.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${layout.subject}</title>
        <style>
          ${raw(DARK_RULES)}
        </style>
      </head>
      <body class="page" style="margin:0;padding:0;background:${LIGHT.canvas};font-family:${FONT}">
        <div style="display:none;max-height:0;overflow:hidden">${layout.preview}</div>
        <table ${table} width="100%" class="page" style="background:${LIGHT.canvas}">
          <tr>
            <td align="center" style="padding:32px 12px">
              <table
                ${table}
                width="100%"
                class="card"
                style="max-width:560px;background:${LIGHT.surface};border-radius:10px;border:1px solid ${LIGHT.line}"
              >
                <tr>
                  <td style="padding:20px 24px 0">${senderOf(layout)}</td>
                </tr>
                <tr>
                  <td class="ink" style="padding:16px 24px 24px;${TEXT}">
                    <h1
                      dir="auto"
                      style="margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:600;letter-spacing:-0.011em"
                    >
                      ${layout.heading}
                    </h1>
                    ${layout.body} ${button ? buttonOf(button, accentColour) : ""}
                  </td>
                </tr>
              </table>
              <p class="quiet" style="max-width:512px;margin:16px auto 0;text-align:left;${META}">${layout.footer}</p>
            </td>
          </tr>
        </table>
      </body>
    </html>`;
  return page.toString();
}

/** The tenant, with its colour as a small mark. */
function senderOf({ tenant, accentColour }: EmailLayout): Html {
  const [initial = ""] = tenant.trim();
  return html`<table role="presentation" cellpadding="0" cellspacing="0">
    <tr>
      <td
        aria-hidden="true"
        style="width:28px;height:28px;border-radius:6px;background:${accentColour};color:${readableOn(accentColour)};text-align:center;font-size:13px;font-weight:600;line-height:28px"
      >
        ${initial.toUpperCase()}
      </td>
      <td class="ink" style="padding:0 10px;font-size:13px;font-weight:600;color:${LIGHT.ink}">${tenant}</td>
    </tr>
  </table>`;
}

function buttonOf({ label, url }: { label: string; url: string }, colour: string): Html {
  return html`<p style="margin:20px 0 0">
    <a
      href="${url}"
      style="display:inline-block;background:${colour};color:${readableOn(colour)};text-decoration:none;font-size:14px;font-weight:600;padding:9px 16px;border-radius:6px"
      >${label}</a
    >
  </p>`;
}
