import type { DeskPeople } from "@chorus/contracts/routes/widget";
import { translate } from "./language.ts";
import { formatMinutes, formatNames, formatOpening } from "./times.ts";

type Desk = Pick<DeskPeople, "online" | "people" | "replyMinutes" | "opensAt">;

/** Who is here and how soon they answer, for the home: only what is known. */
export function homeLine(desk: Desk, nowMs: number): string {
  if (desk.online === false) return awayLine(desk, nowMs);
  return [desk.online ? whoIsHere(desk.people) : "", promise(desk, "usuallyReplies")].filter(Boolean).join(". ");
}

/** The same in a few words, for the header above a conversation that nobody has taken. */
export function headerLine(desk: Desk, nowMs: number): string {
  if (desk.online === false) return awayLine(desk, nowMs);
  return promise(desk, "repliesIn") || (desk.online ? translate("online") : "");
}

function promise({ replyMinutes = null }: Desk, key: "usuallyReplies" | "repliesIn"): string {
  return replyMinutes === null ? "" : translate(key, { time: formatMinutes(replyMinutes) });
}

function whoIsHere(people: Desk["people"]): string {
  if (people.length === 0) return translate("online");
  const names = formatNames(people.map(({ name }) => name));
  return translate(people.length === 1 ? "oneIsHere" : "someAreHere", { names });
}

function awayLine({ opensAt }: Desk, nowMs: number): string {
  if (!opensAt || Date.parse(opensAt) <= nowMs) return translate("away");
  const { isToday, time } = formatOpening(opensAt, nowMs);
  return `${translate("away")}. ${translate(isToday ? "backToday" : "backLater", { time })}`;
}
