import { defineTexts } from "../../lib/language/texts.ts";

export const pushTexts = defineTexts(
  {
    title: "This browser",
    explain: "Get push notifications when the desk is closed. They say what happened, never what was written.",
    turnOn: "Turn on push",
    turnOff: "Turn off push",
    isOn: "Push is on in this browser.",
    unsupported: "This browser does not support push notifications.",
    denied: "Notifications are blocked for this page. Allow them in your browser's settings first.",
    notSetUp: "Push is not set up on this installation.",
    refused: "The browser's push service did not answer. Please try again later.",
  },
  {
    title: "Dieser Browser",
    explain:
      "Push-Nachrichten erreichen Sie, wenn der Desk geschlossen ist. Sie sagen, was passiert ist, nie, was geschrieben wurde.",
    turnOn: "Push einschalten",
    turnOff: "Push ausschalten",
    isOn: "Push ist in diesem Browser eingeschaltet.",
    unsupported: "Dieser Browser unterstützt keine Push-Nachrichten.",
    denied: "Benachrichtigungen sind für diese Seite blockiert. Erlauben Sie sie zuerst in den Browsereinstellungen.",
    notSetUp: "Push ist auf dieser Installation nicht eingerichtet.",
    refused: "Der Push-Dienst des Browsers hat nicht geantwortet. Bitte versuchen Sie es später noch einmal.",
  },
);
