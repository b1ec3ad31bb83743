import { defineTexts } from "../../lib/language/texts.ts";

export const choiceTexts = defineTexts(
  {
    description: "Choose what notifies you. Company defaults apply until you change them.",
    defaultsDescription:
      "Defaults for everyone who has not chosen otherwise: your team, and customers who left before the answer came.",
    what: "Event",
    matrix: "Notifications",
    choice: (event: string, channel: string) => `${event}: ${channel}`,
    on: (choice: string) => `${choice}: on`,
    off: (choice: string) => `${choice}: off`,
    mailLanguage: "Email language",
    mailLanguageHint: "The language Chorus writes to you in.",
    mailLanguageOfAllHint: "The language Chorus writes to your team in.",
    quietHours: "Quiet hours",
    quietHoursOn: "Pause notifications",
    quietHoursHint:
      "Emails, push and text messages wait until quiet hours end. Notifications in the desk still appear.",
    isPaused: "Quiet hours on",
    isNotPaused: "Quiet hours off",
    from: "From",
    to: "To",
    timeZone: "Time zone",
  },
  {
    description: "Wählen Sie, worüber Sie benachrichtigt werden. Bis dahin gelten die Vorgaben Ihres Unternehmens.",
    defaultsDescription:
      "Vorgaben für alle, die nichts anderes gewählt haben: Ihr Team und Kunden, die vor der Antwort gegangen sind.",
    what: "Ereignis",
    matrix: "Benachrichtigungen",
    choice: (event, channel) => `${event}: ${channel}`,
    on: (choice) => `${choice}: ein`,
    off: (choice) => `${choice}: aus`,
    mailLanguage: "Sprache der E-Mails",
    mailLanguageHint: "Die Sprache, in der Chorus Ihnen schreibt.",
    mailLanguageOfAllHint: "Die Sprache, in der Chorus Ihrem Team schreibt.",
    quietHours: "Ruhezeiten",
    quietHoursOn: "Benachrichtigungen pausieren",
    quietHoursHint:
      "E-Mails, Push-Nachrichten und SMS warten bis zum Ende der Ruhezeit. Im Desk erscheinen Benachrichtigungen weiterhin.",
    isPaused: "Ruhezeiten ein",
    isNotPaused: "Ruhezeiten aus",
    from: "Von",
    to: "Bis",
    timeZone: "Zeitzone",
  },
);
