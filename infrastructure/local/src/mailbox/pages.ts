import type { StoredMail } from "./mail-store.ts";

const STYLE = `
  :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; --line: light-dark(#e4e4e7, #3f3f46); --quiet: light-dark(#71717a, #a1a1aa); }
  body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; }
  h1 { font-size: 1.25rem; }
  table { width: 100%; border-collapse: collapse; table-layout: fixed; }
  td, th { text-align: left; padding: .5rem; border-bottom: 1px solid var(--line); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  th, time, .quiet { color: var(--quiet); font-weight: 400; }
  .unread { font-weight: 600; }
  a { color: light-dark(#4338ca, #a5b4fc); }
  iframe { width: 100%; height: 75vh; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
  dl { display: grid; grid-template-columns: 6rem 1fr; gap: .25rem; margin: 0 0 1rem; } dd { margin: 0; }`;

export function inboxPage(mails: readonly StoredMail[]): string {
  const rows = mails.map(
    (mail) => `<tr class="${mail.Read ? "" : "unread"}">
      <td>${escaped(mail.To.map(({ Address }) => Address).join(", "))}</td>
      <td><a href="/view/${mail.ID}">${escaped(mail.Subject || "(no subject)")}</a> <span class="quiet">${escaped(mail.Snippet)}</span></td>
      <td><time datetime="${mail.Created}">${mail.Created.slice(11, 19)}</time></td></tr>`,
  );
  const list = `<table><thead><tr><th style="width:14rem">To</th><th>Subject</th><th style="width:6rem">Received (UTC)</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const empty = `<p class="quiet">No mail yet. Write in the demo shop with an address, leave, and answer at the desk: a minute later the mail is here.</p>`;
  return page("Mailbox", `<h1>Mailbox</h1>${mails.length > 0 ? list : empty}`, true);
}

export function mailPage(mail: StoredMail): string {
  const people = (list: { Name: string; Address: string }[]) =>
    escaped(list.map(({ Name, Address }) => (Name ? `${Name} <${Address}>` : Address)).join(", "));
  return page(
    mail.Subject,
    `<p><a href="/">← Mailbox</a></p><h1>${escaped(mail.Subject)}</h1>
    <dl><dt class="quiet">From</dt><dd>${people([mail.From])}</dd><dt class="quiet">To</dt><dd>${people(mail.To)}</dd>
    <dt class="quiet">Date</dt><dd>${mail.Date}</dd></dl>
    <iframe title="The mail" sandbox="allow-popups allow-top-navigation-by-user-activation" src="/frame/${mail.ID}"></iframe>`,
  );
}

function page(title: string, body: string, refreshes = false): string {
  const refresh = refreshes ? `<meta http-equiv="refresh" content="5">` : "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
