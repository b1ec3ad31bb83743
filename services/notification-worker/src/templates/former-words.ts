/** The words beside the links of those mails. */
export const FORMER_LINKS: readonly string[] = [
  ...["Open the conversation", "Unterhaltung öffnen", "Abrir la conversación"],
  ...["No more of these mails", "Keine solchen Mails mehr", "No recibir más correos como este"],
];

/** What mails to customers said before November 2026, where they say something else now. */
export function formerWords(tenant: string, authors: readonly string[]): string[] {
  return [
    ...withFooter("No more of these mails", [
      `You get this mail because you wrote to ${tenant} and had left when the answer came.`,
    ]),
    ...withFooter("Keine solchen Mails mehr", [
      `Sie erhalten diese Mail, weil Sie ${tenant} geschrieben haben und nicht mehr da waren, als die Antwort kam.`,
    ]),
    ...withFooter("No recibir más correos como este", [
      `Recibe este correo porque escribió a ${tenant} y ya no estaba cuando llegó la respuesta.`,
    ]),
    "You can also simply answer this mail.",
    "Sie können auch einfach auf diese Mail antworten.",
    "También puede responder simplemente a este correo.",
    "You get this mail because somebody asked in the chat for a copy of this conversation.",
    "Sie erhalten diese Mail, weil im Chat um eine Kopie dieser Unterhaltung gebeten wurde.",
    "Recibe este correo porque en el chat se pidió una copia de esta conversación.",
    ...authors.flatMap((author) => [
      ...[`${author} wrote to you`, `${author} hat Ihnen geschrieben`, `${author} le ha escrito`],
    ]),
  ];
}

/** Behind an author's name in a subject of before November 2026. */
export const ANSWERED_YOU: readonly string[] = ["answered you", "hat Ihnen geantwortet", "le ha respondido"];
/** Of the messages that were counted in a subject. */
const MAX_COUNTED = 30;

/**
 * What the subjects of mails to customers were before November 2026, which are stored nowhere.
 * @param authors of the messages in them
 */
export function formerSubjects(team: string, authors: readonly string[]): string[] {
  const counts = Array.from({ length: MAX_COUNTED - 1 }, (_, at) => at + 2);
  return [
    ...[`Your conversation with ${team}`, `Ihre Unterhaltung mit ${team}`, `Su conversación con ${team}`],
    ...[...new Set([...authors, team])].flatMap((author) => [
      ...ANSWERED_YOU.map((words) => `${author} ${words}`),
      ...counts.flatMap((count) => [
        `${count} new messages from ${author}`,
        `${count} neue Nachrichten von ${author}`,
        `${count} mensajes nuevos de ${author}`,
      ]),
    ]),
  ];
}

/** The end of a mail, as one line or two. */
function withFooter(stop: string, reasons: readonly string[]): string[] {
  return [stop, ...reasons.flatMap((why) => [why, `${why} ${stop}`])];
}
