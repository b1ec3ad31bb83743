import { defineTexts } from "./texts.ts";

/** What may be wrong with a field. */
export const fieldTexts = defineTexts(
  {
    missing: "Please fill this in",
    tooLong: (most: string) => `Use at most ${most} characters`,
    tooShort: (least: string) => `Use at least ${least} characters`,
    tooBig: (most: string) => `Enter ${most} or less`,
    tooSmall: (least: string) => `Enter ${least} or more`,
    tooMany: (most: string) => `At most ${most} are possible`,
    tooFew: (least: string) => `Choose at least ${least}`,
    noNumber: "Enter a whole number",
    noEmail: "Enter an email address like name@company.com",
    noAddress: "Enter a web address that begins with https://",
    severalLines: "Use a single line",
    wrong: "Please check this entry",
  },
  {
    missing: "Bitte ausfüllen",
    tooLong: (most) => `Höchstens ${most} Zeichen`,
    tooShort: (least) => `Mindestens ${least} Zeichen`,
    tooBig: (most) => `Höchstens ${most}`,
    tooSmall: (least) => `Mindestens ${least}`,
    tooMany: (most) => `Höchstens ${most} sind möglich`,
    tooFew: (least) => `Bitte mindestens ${least} wählen`,
    noNumber: "Bitte eine ganze Zahl eingeben",
    noEmail: "Bitte eine E-Mail-Adresse wie name@firma.de eingeben",
    noAddress: "Bitte eine Webadresse eingeben, die mit https:// beginnt",
    severalLines: "Bitte nur eine Zeile",
    wrong: "Bitte prüfen Sie diese Angabe",
  },
);
