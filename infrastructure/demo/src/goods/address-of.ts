import type { Random } from "../random.ts";

/** Towns that exist and streets that every town has; nobody in particular lives there. */
const TOWNS: Record<
  string,
  { streets: readonly string[]; towns: readonly (readonly [postalCode: string, city: string])[] }
> = {
  GB: {
    streets: ["Mill Lane", "Church Street", "Station Road", "High Street"],
    towns: [
      ["RG1 4PN", "Reading"],
      ["LS2 7EW", "Leeds"],
      ["BS1 4DJ", "Bristol"],
      ["EH8 9YL", "Edinburgh"],
      ["M4 1HN", "Manchester"],
    ],
  },
  DE: {
    streets: ["Bahnhofstraße", "Gartenweg", "Schulstraße"],
    towns: [
      ["79098", "Freiburg"],
      ["04109", "Leipzig"],
      ["87561", "Oberstdorf"],
    ],
  },
  ES: {
    streets: ["Calle Mayor", "Calle del Sol"],
    towns: [
      ["28013", "Madrid"],
      ["48001", "Bilbao"],
    ],
  },
  FR: {
    streets: ["Rue de la Gare", "Rue des Lilas"],
    towns: [
      ["74400", "Chamonix"],
      ["69002", "Lyon"],
    ],
  },
  SE: { streets: ["Storgatan", "Kyrkogatan"], towns: [["111 22", "Stockholm"]] },
  NO: { streets: ["Storgata"], towns: [["0155", "Oslo"]] },
};

/** Where somebody's orders go: by the country of their language, else to Great Britain. The same person has one address. */
export function addressOf({ name, locale }: { name: string; locale: string }, random: Random) {
  const country = locale.split("-")[1] ?? "";
  const known = Object.hasOwn(TOWNS, country) ? country : "GB";
  const { streets, towns } = TOWNS[known]!;
  const street = streets[random.between(0, streets.length - 1)]!;
  const [postalCode, city] = towns[random.between(0, towns.length - 1)]!;
  const number = random.between(1, 88);
  const line1 = known === "GB" || known === "FR" ? `${number} ${street}` : `${street} ${number}`;
  return { name, line1, line2: null, postalCode, city, region: null, country: known };
}
