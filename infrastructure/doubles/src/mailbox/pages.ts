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
  iframe { width: 100%; height: min(65vh, 38rem); border: 1px solid var(--line); border-radius: 8px; background: #fff; }
  dl { display: grid; grid-template-columns: 6rem 1fr; gap: .25rem; margin: 0 0 1rem; } dd { margin: 0; overflow-wrap: anywhere; }
  h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
  textarea { display: block; box-sizing: border-box; width: 100%; margin: .5rem 0; padding: .6rem; font: inherit; border: 1px solid var(--line); border-radius: 8px; }
  button { font: inherit; font-weight: 600; padding: .5rem 1rem; border: 0; border-radius: 8px; background: #4338ca; color: #fff; cursor: pointer; }
  .address { overflow-wrap: anywhere; }
  .answers { list-style: none; margin: 0 0 1rem; padding: 0; } .answers p { margin: 0; }
  .answers li { margin: .5rem 0; padding: .6rem .8rem; border-left: 3px solid light-dark(#15803d, #4ade80); background: light-dark(#f4f4f5, #27272a); border-radius: 4px; }
  .answers li.bad { border-color: light-dark(#b91c1c, #f87171); }`;

export function inboxPage(mails: readonly StoredMail[]): string {
  const rows = mails.map(
    (mail) => `<tr class="${mail.Read ? "" : "unread"}">
      <td>${escaped(mail.To.map(({ Address }) => Address).join(", "))}</td>
      <td><a href="/view/${mail.ID}">${escaped(mail.Subject || "(no subject)")}</a> <span class="quiet">${escaped(mail.Snippet)}</span></td>
      <td><time datetime="${mail.Created}">${mail.Created.slice(11, 19)}</time></td></tr>`,
  );
  const list = `<table><thead><tr><th style="width:14rem">To</th><th>Subject</th><th style="width:8rem">Received (UTC)</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const empty = `<p class="quiet">No mail yet. Write in the demo shop with an address, leave, and answer at the desk: a minute later the mail is here.</p>`;
  return page("Mailbox", `<h1>Mailbox</h1>${mails.length > 0 ? list : empty}`, true);
}

export function mailPage(mail: StoredMail, canAnswer: boolean): string {
  const people = (list: { Name: string; Address: string }[]) =>
    escaped(list.map(({ Name, Address }) => (Name ? `${Name} <${Address}>` : Address)).join(", "));
  return page(
    mail.Subject,
    `<p><a href="/">← Mailbox</a></p><h1>${escaped(mail.Subject)}</h1>
    <dl><dt class="quiet">From</dt><dd>${people([mail.From])}</dd><dt class="quiet">To</dt><dd>${people(mail.To)}</dd>
    ${mail.ReplyTo.length > 0 ? `<dt class="quiet">Reply to</dt><dd>${people(mail.ReplyTo)}</dd>` : ""}
    <dt class="quiet">Date</dt><dd>${mail.Date}</dd></dl>
    <iframe title="The mail" sandbox="allow-popups allow-top-navigation-by-user-activation" src="/frame/${mail.ID}"></iframe>
    ${answersOf(mail, canAnswer)}`,
  );
}

const OUTCOMES: Readonly<Record<string, string>> = {
  appended: "It is in the conversation.",
  repeated: "It was in the conversation already.",
  ignored: "Taken, and not a message.",
  refused: "Refused.",
  later: "Not now.",
  unreachable: "notification-worker does not answer.",
};

/** What was answered, and a box for the next answer where somebody waits for one. */
function answersOf(mail: StoredMail, canAnswer: boolean): string {
  const given = mail.answers.map(
    ({ text, at, outcome, detail }) =>
      `<li class="${outcome === "appended" ? "good" : "bad"}"><p>${escaped(text).replaceAll("\n", "<br>")}</p>
      <p class="quiet"><time>${at.toISOString().slice(11, 19)}</time> ${escaped(`${OUTCOMES[outcome] ?? outcome} ${detail}`)}</p></li>`,
  );
  const list = given.length > 0 ? `<ul class="answers" aria-label="Answers">${given.join("")}</ul>` : "";
  const to = mail.ReplyTo[0]?.Address;
  if (!canAnswer || to === undefined) return list;
  return `<section id="answers"><h2>Answer</h2>${list}
    <form method="post" action="/view/${mail.ID}/answers">
      <label for="text" class="quiet">As ${escaped(mail.To[0]?.Address ?? "")}, to <span class="address">${escaped(to)}</span></label>
      <textarea id="text" name="text" rows="4" required></textarea>
      <button>Send the answer</button>
    </form></section>`;
}

function page(title: string, body: string, refreshes = false): string {
  const refresh = refreshes ? `<meta http-equiv="refresh" content="5">` : "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${escaped(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
