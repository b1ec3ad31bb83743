import { defineTexts } from "../../lib/texts.ts";

export const settingsTexts = defineTexts(
  {
    title: "Settings",
    sections: {
      account: "Your account",
      general: "Company",
      origins: "Allowed websites",
      identity: "Customer identity",
      widget: "Chat widget",
      apiKeys: "API keys",
      audit: "Audit log",
    },
    general: {
      description: "How your company appears, and what your people may change afterwards.",
      name: "Company name",
      slug: "Short name",
      slugHint: "What your people enter when they sign in. It cannot be changed.",
      editWindow: "Editing messages",
      editWindowHint: "For how many minutes somebody may edit their own message. 0 turns editing off.",
      widgetKey: "Widget key",
      widgetKeyHint: "Public: it goes into the page that shows the widget.",
    },
    origins: {
      description: "Only these websites may show your chat widget. Others are refused.",
      label: "Website",
      hint: "With https:// and without a path, such as https://shop.example",
      invalid: "Use https:// and the host, without a path",
      twice: "This website is in the list already",
      add: "Add website",
      remove: (origin: string) => `Remove ${origin}`,
      empty: "No website may show your widget yet",
      emptyHint: "Add the address of the site on which your customers should find you.",
    },
    identity: {
      description:
        "Your own system can vouch for who a customer is: it signs their identity with this secret, and the desk shows them as verified.",
      rotate: "Make a new secret",
      rotateTitle: "Make a new identity secret?",
      rotateText:
        "The secret before it ends at once: customers signed with it appear as not verified until your system uses the new one.",
      secret: "Your identity secret",
      secretHint: "Copy it now. It is not shown again.",
    },
  },
  {
    title: "Einstellungen",
    sections: {
      account: "Ihr Konto",
      general: "Unternehmen",
      origins: "Erlaubte Websites",
      identity: "Kundenidentität",
      widget: "Chat-Widget",
      apiKeys: "API-Schlüssel",
      audit: "Protokoll",
    },
    general: {
      description: "Wie Ihr Unternehmen erscheint und was Ihre Leute nachträglich ändern dürfen.",
      name: "Name des Unternehmens",
      slug: "Kurzname",
      slugHint: "Was Ihre Leute beim Anmelden eingeben. Er lässt sich nicht ändern.",
      editWindow: "Nachrichten bearbeiten",
      editWindowHint: "Wie viele Minuten lang eigene Nachrichten bearbeitet werden dürfen. 0 schaltet es ab.",
      widgetKey: "Widget-Schlüssel",
      widgetKeyHint: "Öffentlich: er steht in der Seite, die das Widget zeigt.",
    },
    origins: {
      description: "Nur diese Websites dürfen Ihr Chat-Widget zeigen. Andere werden abgewiesen.",
      label: "Website",
      hint: "Mit https:// und ohne Pfad, etwa https://shop.example",
      invalid: "Bitte https:// und den Host angeben, ohne Pfad",
      twice: "Diese Website steht schon in der Liste",
      add: "Website hinzufügen",
      remove: (origin) => `${origin} entfernen`,
      empty: "Noch darf keine Website Ihr Widget zeigen",
      emptyHint: "Fügen Sie die Adresse der Seite hinzu, auf der Ihre Kunden Sie finden sollen.",
    },
    identity: {
      description:
        "Ihr eigenes System kann für die Identität eines Kunden bürgen: es unterschreibt sie mit diesem Geheimnis, und der Kunde erscheint als bestätigt.",
      rotate: "Neues Geheimnis erzeugen",
      rotateTitle: "Neues Geheimnis erzeugen?",
      rotateText:
        "Das vorige endet sofort: damit unterschriebene Kunden erscheinen als nicht bestätigt, bis Ihr System das neue verwendet.",
      secret: "Ihr Geheimnis",
      secretHint: "Kopieren Sie es jetzt. Es wird nicht noch einmal gezeigt.",
    },
  },
);
