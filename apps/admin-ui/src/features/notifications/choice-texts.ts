import { defineTexts } from "../../lib/language/texts.ts";

export const choiceTexts = defineTexts(
  {
    description: "What you are told of, and how. What your company has set holds until you choose something else.",
    defaultsDescription:
      "What holds for whoever has chosen nothing: your people, and customers who have left before the answer came.",
    what: "What happens",
    matrix: "What is told, and how",
    choice: (event: string, channel: string) => `${event}: ${channel}`,
    mailLanguage: "Language of mails to you",
    mailLanguageOfAll: "Language of mails to your people",
    quietHours: "Quiet hours",
    quietHoursOn: "Hold back what makes a noise",
    quietHoursHint: "Mails, push messages and text messages wait until they end. What is told in the desk does not.",
    from: "From",
    to: "To",
    timeZone: "Time zone",
    businessHours: "Business hours",
    businessHoursOn: "We are open at certain hours",
    businessHoursHint:
      "Outside of them your people are told in the desk only; mails to them wait until you open. Customers get their answers at any hour.",
    severalSpans: "These hours were set over the API, with several spans a day: change them there.",
    open: (day: string) => `Open on ${day}`,
    opens: (day: string) => `${day}, from`,
    closes: (day: string) => `${day}, to`,
    closed: "Closed",
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].join(" "),
  },
  {
    description:
      "Worüber Sie benachrichtigt werden, und wie. Was Ihr Unternehmen eingestellt hat, gilt, bis Sie etwas anderes wählen.",
    defaultsDescription:
      "Was für alle gilt, die nichts gewählt haben: Ihre Leute, und Kunden, die gegangen sind, bevor die Antwort kam.",
    what: "Was geschieht",
    matrix: "Was gemeldet wird, und wie",
    choice: (event, channel) => `${event}: ${channel}`,
    mailLanguage: "Sprache der E-Mails an Sie",
    mailLanguageOfAll: "Sprache der E-Mails an Ihre Leute",
    quietHours: "Ruhezeiten",
    quietHoursOn: "Zurückhalten, was ein Geräusch macht",
    quietHoursHint: "E-Mails, Push-Meldungen und SMS warten, bis sie enden. Was im Desk gemeldet wird, nicht.",
    from: "Von",
    to: "Bis",
    timeZone: "Zeitzone",
    businessHours: "Öffnungszeiten",
    businessHoursOn: "Wir haben zu bestimmten Zeiten geöffnet",
    businessHoursHint:
      "Außerhalb wird Ihren Leuten nur im Desk etwas gemeldet; E-Mails an sie warten, bis Sie öffnen. Kunden bekommen ihre Antworten jederzeit.",
    severalSpans: "Diese Zeiten wurden über die API gesetzt, mit mehreren Spannen am Tag: bitte dort ändern.",
    open: (day) => `${day} geöffnet`,
    opens: (day) => `${day}, von`,
    closes: (day) => `${day}, bis`,
    closed: "Geschlossen",
    days: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"].join(" "),
  },
);
