import { defineTexts } from "../../../lib/language/texts.ts";

export const identityTexts = defineTexts(
  {
    description:
      "Tell Chorus who is signed in on your site. Your server signs each customer's identity, and your team sees the names and email addresses it signs as confirmed. Nothing changes for customers until your site sends the first signed identity.",
    steps: {
      secret: "1. Generate a secret",
      secretHint: "Only you and your server know it. Anyone who has it can pose as any customer.",
      sign: "2. Sign on your server",
      signHint:
        "A token (JWT, HS256) with your own id of the customer. It lives an hour at most, so make a new one for each page.",
      pass: "3. Hand it to the widget",
      passHint: "On every page where the customer is signed in.",
      check: "4. Check before you go live",
      checkHint: "Paste a token your server made. It is checked in this browser and sent nowhere.",
    },
    generate: "Generate secret",
    generateTitle: "Generate a new secret?",
    generateText:
      "If your site already signs identities, the old secret stops working now: those customers appear as unverified until your server uses the new one.",
    secret: "Your identity secret",
    secretHint: "Copy it now. It is not shown again.",
    languages: "Language",
    token: "Token",
    secretToCheck: "Secret",
    secretToCheckHint: "Optional. Checks the signature, too.",
    tokenPlaceholder: "eyJhbGciOi…",
    good: (id: string) => `This token works. The customer's id is ${id}.`,
    goodUnsigned: (id: string) =>
      `The contents are right, the customer's id is ${id}. Enter the secret to check the signature.`,
    problems: {
      format: "This is not a token: it should have three parts, separated by dots.",
      algorithm: "Sign with HS256.",
      audience: "“aud” must be your widget key.",
      subject: "“sub” must be the customer's id, as text in quotes.",
      times: "“iat” and “exp” must be seconds since 1970.",
      future: "“iat” is in the future. Check your server's clock.",
      expired: "It has expired. Make a new one.",
      lifetime: "“exp” may be at most one hour after “iat”.",
      signature: "The signature does not match this secret.",
    },
  },
  {
    description:
      "Sagen Sie Chorus, wer auf Ihrer Website angemeldet ist. Ihr Server signiert die Identität jedes Kunden, und Ihr Team sieht die signierten Namen und E-Mail-Adressen als bestätigt. Für Kunden ändert sich nichts, bis Ihre Website die erste signierte Identität sendet.",
    steps: {
      secret: "1. Schlüssel erzeugen",
      secretHint: "Nur Sie und Ihr Server kennen ihn. Wer ihn hat, kann sich als jeder Kunde ausgeben.",
      sign: "2. Auf Ihrem Server signieren",
      signHint:
        "Ein Token (JWT, HS256) mit Ihrer eigenen Kundennummer. Es gilt höchstens eine Stunde, erzeugen Sie also für jede Seite ein neues.",
      pass: "3. An das Widget übergeben",
      passHint: "Auf jeder Seite, auf der der Kunde angemeldet ist.",
      check: "4. Vor dem Start prüfen",
      checkHint: "Fügen Sie ein Token Ihres Servers ein. Es wird in diesem Browser geprüft und nirgendwohin gesendet.",
    },
    generate: "Schlüssel erzeugen",
    generateTitle: "Neuen Schlüssel erzeugen?",
    generateText:
      "Falls Ihre Website schon Identitäten signiert: Der alte Schlüssel wird sofort ungültig, und diese Kunden erscheinen als nicht verifiziert, bis Ihr Server den neuen verwendet.",
    secret: "Ihr Identitätsschlüssel",
    secretHint: "Kopieren Sie ihn jetzt. Er wird nicht noch einmal angezeigt.",
    languages: "Sprache",
    token: "Token",
    secretToCheck: "Schlüssel",
    secretToCheckHint: "Optional. Prüft auch die Signatur.",
    tokenPlaceholder: "eyJhbGciOi…",
    good: (id) => `Dieses Token funktioniert. Die Kundennummer ist ${id}.`,
    goodUnsigned: (id) =>
      `Der Inhalt stimmt, die Kundennummer ist ${id}. Geben Sie den Schlüssel ein, um die Signatur zu prüfen.`,
    problems: {
      format: "Das ist kein Token: Es sollte drei durch Punkte getrennte Teile haben.",
      algorithm: "Bitte mit HS256 signieren.",
      audience: "„aud“ muss Ihr Widget-Schlüssel sein.",
      subject: "„sub“ muss die Kundennummer sein, als Text in Anführungszeichen.",
      times: "„iat“ und „exp“ müssen Sekunden seit 1970 sein.",
      future: "„iat“ liegt in der Zukunft. Prüfen Sie die Uhr Ihres Servers.",
      expired: "Es ist abgelaufen. Erzeugen Sie ein neues.",
      lifetime: "„exp“ darf höchstens eine Stunde nach „iat“ liegen.",
      signature: "Die Signatur passt nicht zu diesem Schlüssel.",
    },
  },
);
