import { defineTexts } from "../../lib/language/texts.ts";

export const pushTexts = defineTexts(
  {
    title: "On this browser",
    explain: "Push messages reach you while the desk is closed. They say what happened, not what was written.",
    turnOn: "Turn on push messages",
    turnOff: "Turn off push messages",
    isOn: "This browser gets push messages.",
    unsupported: "This browser knows no push messages.",
    denied: "Your browser does not allow push messages from this page: allow them in its settings first.",
    notSetUp: "Push messages are not set up on this installation.",
    refused: "The browser's push service did not answer. Please try again later.",
  },
  {
    title: "In diesem Browser",
    explain:
      "Push-Meldungen erreichen Sie, während der Desk geschlossen ist. Sie sagen, was geschah, nicht, was geschrieben wurde.",
    turnOn: "Push-Meldungen einschalten",
    turnOff: "Push-Meldungen ausschalten",
    isOn: "Dieser Browser bekommt Push-Meldungen.",
    unsupported: "Dieser Browser kennt keine Push-Meldungen.",
    denied:
      "Ihr Browser erlaubt dieser Seite keine Push-Meldungen: bitte erlauben Sie sie zuerst in seinen Einstellungen.",
    notSetUp: "Push-Meldungen sind auf dieser Installation nicht eingerichtet.",
    refused: "Der Push-Dienst des Browsers hat nicht geantwortet. Bitte versuchen Sie es später noch einmal.",
  },
);
