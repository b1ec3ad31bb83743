import type { WidgetTextsByLanguage } from "@chorus/contracts/entities/tenant";

/** The tenant that `make dev` makes, so that there is something to look at. Never use any of this in production. */
export const demoSlug = "acme";
export const demoPassword = "demo-password";

export const demoTenant = {
  id: "01990a00-0000-7000-8000-000000000001",
  slug: demoSlug,
  name: "Acme Outdoor",
  widgetKey: "wk_demo_acme",
  accentColour: "#1f6b4c",
} as const;

/** What the shop says in the languages of its customers. */
export const demoWidgetTexts: WidgetTextsByLanguage = {
  en: { starters: ["Where is my order?", "Help me find the right size", "Repair or exchange"] },
  de: {
    privacy: "Wir bewahren auf, was Sie schreiben, um Ihnen zu antworten.",
    starters: ["Wo ist meine Bestellung?", "Welche Größe passt mir?", "Reparatur oder Umtausch"],
  },
  es: {
    privacy: "Guardamos lo que escribes para poder responderte.",
    starters: ["¿Dónde está mi pedido?", "Ayúdame con la talla", "Reparación o cambio"],
  },
  ar: {
    privacy: "نحتفظ بما تكتبه لنتمكن من الرد عليك.",
    starters: ["أين طلبي؟", "ساعدني في اختيار المقاس", "الإصلاح أو الاستبدال"],
  },
};

export const demoLogins = [
  {
    key: "olivia",
    id: "01990a00-0000-7000-8000-00000000000a",
    name: "Olivia Berg",
    email: "olivia@acme.test",
    role: "owner",
  },
  {
    key: "sam",
    id: "01990a00-0000-7000-8000-00000000000b",
    name: "Sam Okafor",
    email: "sam@acme.test",
    role: "supervisor",
  },
  { key: "ana", id: "01990a00-0000-7000-8000-00000000000c", name: "Ana Lima", email: "ana@acme.test", role: "agent" },
] as const;

export interface DemoCustomer {
  name: string;
  /** Null for somebody who never said who they are. */
  email: string | null;
  locale: string;
}

/** In the order in which they first wrote. */
export const demoCustomers: readonly DemoCustomer[] = [
  ["Marta Nowak", "marta.nowak", "en-GB"],
  ["James Whitfield", "j.whitfield", "en-GB"],
  ["Priya Raman", "priya.raman", "en-IN"],
  ["Jonas Keller", "jonas.keller", "de-DE"],
  ["Lucía Fernández", "lucia.fdez", "es-ES"],
  ["Tom Ashworth", "tom.ashworth", "en-GB"],
  ["Visitor 9f21", null, "en-US"],
  ["Ingrid Solberg", "ingrid.solberg", "nb-NO"],
  ["Daniel Osei", "d.osei", "en-GB"],
  ["Chloé Martin", "chloe.martin", "fr-FR"],
  ["Wei Zhang", "wei.zhang", "en-SG"],
  ["Rachel Goldberg", "rachel.g", "en-US"],
  ["Mohammed Al-Farsi", "m.alfarsi", "ar-OM"],
  ["Hannah Lindqvist", "hannah.l", "sv-SE"],
  ["Peter van Dijk", "p.vandijk", "nl-NL"],
  ["Sofia Rossi", "sofia.rossi", "it-IT"],
  ["Ben Carter", "ben.carter", "en-US"],
  ["Visitor 03be", null, "en-GB"],
  ["Yuki Tanaka", "yuki.tanaka", "ja-JP"],
  ["Elena Popescu", "elena.p", "ro-RO"],
  ["George Mallory-Hughes", "gmh", "en-GB"],
  ["Aoife Brennan", "aoife.brennan", "en-IE"],
  ["Karim Benali", "karim.benali", "fr-FR"],
  ["Olga Petrenko", "olga.petrenko", "uk-UA"],
  ["Liam Walsh", "liam.walsh", "en-IE"],
  ["Grace Mwangi", "grace.mwangi", "en-KE"],
  ["Nils Andersson", "nils.andersson", "sv-SE"],
  ["Isabel Moreira", "isabel.moreira", "pt-PT"],
  ["Visitor c7d4", null, "de-DE"],
  ["Stuart McLeod", "stuart.mcleod", "en-GB"],
  ["Anneliese Huber", "a.huber", "de-AT"],
  ["Dmitri Volkov", "dmitri.v", "en-US"],
  ["Fatima Haddad", "fatima.haddad", "fr-FR"],
  ["Oscar Delgado", "oscar.delgado", "es-MX"],
  ["Emily Thornton", "emily.thornton", "en-GB"],
  ["Rohan Mehta", "rohan.mehta", "en-IN"],
  ["Kirsten Dahl", "kirsten.dahl", "da-DK"],
  ["Alex Morgan", "alex.morgan", "en-US"],
  ["Beatriz Costa", "beatriz.costa", "pt-BR"],
  ["Henry Clarke", "henry.clarke", "en-GB"],
].map(([name, mailbox, locale]) => ({
  name: name ?? "Visitor",
  // example.com is nobody's (RFC 2606): a demo must not be able to write to anyone.
  email: mailbox ? `${mailbox}@example.com` : null,
  locale: locale ?? "en-GB",
}));
