import { defineTexts } from "../../lib/language/texts.ts";

export const authTexts = defineTexts(
  {
    title: "Sign in to Chorus",
    subtitle: "Answer your customers from one calm place.",
    tenant: "Company",
    tenantHint: "The short name of your company in Chorus, such as acme",
    email: "Email",
    password: "Password",
    signIn: "Sign in",
    forgot: "Forgotten your password?",
    ended: "Your session has ended. Please sign in again.",
    forgotTitle: "Forgotten password",
    forgotText: "We mail you a link with which you choose a new one.",
    sendLink: "Mail me a link",
    sent: (email: string) =>
      `If there is an account with ${email}, a link is on its way. It works once, for an hour. Look into your spam folder, too.`,
    backToSignIn: "Back to sign in",
    resetTitle: "Choose your password",
    resetText: "At least 8 characters. A few unrelated words are easy to remember and hard to guess.",
    newPassword: "New password",
    tooShort: "Use at least 8 characters",
    tooEasy: "Too easy to guess: it is a common password, or made of a name or address",
    savePassword: "Save password",
    resetDone:
      "Your password is set. Sign in with it; whoever was signed in to your account elsewhere, is not any more.",
    noToken: "This link is not complete. Open it from the mail again, or ask for a new one.",
    showPassword: "Show what I type",
  },
  {
    title: "Bei Chorus anmelden",
    subtitle: "Antworten Sie Ihren Kunden von einem ruhigen Ort aus.",
    tenant: "Unternehmen",
    tenantHint: "Der Kurzname Ihres Unternehmens in Chorus, etwa acme",
    email: "E-Mail",
    password: "Passwort",
    signIn: "Anmelden",
    forgot: "Passwort vergessen?",
    ended: "Ihre Sitzung ist zu Ende. Bitte melden Sie sich neu an.",
    forgotTitle: "Passwort vergessen",
    forgotText: "Wir senden Ihnen einen Link, mit dem Sie ein neues wählen.",
    sendLink: "Link senden",
    sent: (email) =>
      `Wenn es ein Konto mit ${email} gibt, ist ein Link unterwegs. Er gilt einmal, eine Stunde lang. Sehen Sie auch im Spam-Ordner nach.`,
    backToSignIn: "Zurück zur Anmeldung",
    resetTitle: "Wählen Sie Ihr Passwort",
    resetText: "Mindestens 8 Zeichen. Ein paar Wörter ohne Zusammenhang merkt man sich leicht und errät sie schwer.",
    newPassword: "Neues Passwort",
    tooShort: "Bitte mindestens 8 Zeichen",
    tooEasy: "Zu leicht zu erraten: ein häufiges Passwort oder eines aus einem Namen oder einer Adresse",
    savePassword: "Passwort speichern",
    resetDone:
      "Ihr Passwort ist gesetzt. Melden Sie sich damit an; anderswo ist nun niemand mehr bei Ihrem Konto angemeldet.",
    noToken:
      "Dieser Link ist nicht vollständig. Öffnen Sie ihn noch einmal aus der Mail, oder fordern Sie einen neuen an.",
    showPassword: "Eingabe anzeigen",
  },
);
