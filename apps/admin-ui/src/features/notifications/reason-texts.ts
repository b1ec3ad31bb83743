import { DELIVERY_REASONS } from "@chorus/contracts/entities/delivery-reasons";
import { defineTexts } from "../../lib/language/texts.ts";

/** What services write down in English, in the desk's languages. `{values}` stay as the provider gave them. */
export const reasonTexts = defineTexts(
  {
    reasons: { ...DELIVERY_REASONS, retried: "tried again by hand" },
    again: (reason: string) => `${reason}; tried again`,
    givenUp: (reason: string, attempts: number) => `given up after ${attempts} attempts: ${reason}`,
  },
  {
    reasons: {
      nothing_left: "Es gab nichts mehr zu sagen.",
      provider_away: "der Anbieter antwortet gerade nicht",
      no_provider: "Für {channel} ist hier kein Anbieter eingerichtet.",
      address_quota: "zu viele in einer Stunde an diese Adresse",
      company_quota: "das Stundenkontingent des Unternehmens ist erreicht",
      worker_ended:
        "Der Dienst endete, während der Anbieter antwortete: Es kann angekommen sein. Mit „Erneut versuchen“ wird es noch einmal gesendet.",
      not_one_address: "Das ist nicht genau eine Mailadresse.",
      mail_unanswered:
        "Der Mailserver hat die Mail erhalten und nicht geantwortet ({words}): Sie kann angekommen sein.",
      mail_unreachable: "Der Mailserver ist nicht erreichbar ({words})",
      mail_later: "Der Mailserver bittet, es später noch einmal zu versuchen ({words})",
      mail_unknown_address: "Der Mailserver kennt diese Adresse nicht ({words})",
      mail_login: "Der Mailserver lehnt unsere Anmeldung ab ({words})",
      mail_refused: "Der Mailserver hat die Mail abgelehnt ({words})",
      mail_policy:
        "Der Mailserver nimmt von dieser Installation keine Mails an ({words}). Darum muss sich ihr Betreiber kümmern.",
      mail_delayed: "Die Mail ist noch nicht angekommen, ihr Server versucht es weiter ({words}).",
      not_composed: "Sie konnte nicht geschrieben werden: ein Fehler in Chorus.",
      sms_unreachable: "Twilio ist nicht erreichbar ({words})",
      sms_unanswered: "Twilio hat nicht geantwortet ({words}): Die SMS kann gesendet worden sein.",
      sms_opted_out: "Der Empfänger hat SMS abbestellt (STOP).",
      sms_no_number: "Diese Nummer gibt es nicht ({words})",
      sms_slower: "Twilio bittet, langsamer zu senden",
      sms_not_now: "Twilio nimmt sie gerade nicht an ({words})",
      sms_refused: "Twilio hat die SMS abgelehnt ({words})",
      sms_not_delivered: "Das Netz hat sie nicht zugestellt (Twilio {words}).",
      sms_incomplete: "Das ist keine vollständige Telefonnummer mit Landesvorwahl.",
      sms_country: "SMS nach {country} sind nicht erlaubt: Der Betreiber legt die Länder fest (SMS_COUNTRIES).",
      sms_block: "Zu viele SMS an Nummern dieses Blocks innerhalb von zehn Minuten.",
      sms_stopped: "Der Empfänger hat mit „{words}“ geantwortet.",
      push_ended: "Der Browser hat sein Abonnement beendet.",
      push_keys: "Die Schlüssel des Browsers sind unbrauchbar ({words}).",
      push_unknown_service: "Das Abonnement nennt keinen hier bekannten Push-Dienst.",
      push_private: "Der Name des Push-Dienstes führt zu einer privaten Adresse.",
      push_unreachable: "Der Push-Dienst ist nicht erreichbar ({words})",
      push_unanswered: "Der Push-Dienst hat nicht geantwortet ({words}): Er kann sie haben.",
      push_slower: "Der Push-Dienst bittet, langsamer zu senden",
      push_not_now: "Der Push-Dienst nimmt sie gerade nicht an ({words})",
      push_refused: "Der Push-Dienst hat die Nachricht abgelehnt ({words})",
      handed: "{number}. Versuch, übergeben an {provider}",
      accepted: "angenommen: {words}",
      accepted_by: "angenommen von {provider}",
      retried: "von Hand erneut versucht",
    },
    again: (reason) => `${reason}; wird erneut versucht`,
    givenUp: (reason, attempts) => `nach ${attempts} Versuchen aufgegeben: ${reason}`,
  },
);
