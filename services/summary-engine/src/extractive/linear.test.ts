import { startCpuTime } from "@chorus/testing/cpu-time";
import { expect, test } from "vitest";
import type { Draft } from "../drafts/draft.ts";
import { checkCitations } from "../pipeline/check-citations.ts";
import { mask } from "../pipeline/mask.ts";
import { withinLimit } from "../summaries/read-transcript.ts";
import { questionFor } from "@chorus/meaning/text/question";
import { indexedText } from "@chorus/meaning/text/terms";
import { isCommitment, isNegated } from "@chorus/meaning/text/commitments";
import { isDoubtful } from "@chorus/meaning/text/conditions";
import { datesOf } from "@chorus/meaning/text/dates";
import { entitiesOf } from "@chorus/meaning/text/entities";
import { tellsOfDeed } from "./sentence-signals.ts";
import { sentimentOf } from "./sentiment.ts";
import { withoutTags } from "@chorus/meaning/text/markup";
import { plainOf, sentencesOf } from "@chorus/meaning/text/sentences";
import { isUnreal, tellsOfFact, tellsOfFuture, tellsOfPast, tellsOfState } from "@chorus/meaning/text/tense";
import { isUndone } from "@chorus/meaning/text/undone";
import { summarise } from "./summarise.ts";

const AT = "2026-11-21T09:00:00.000Z";
const lineOf = (text: string, seq = 1) => ({ seq, role: "customer" as const, name: "Cara Long", at: AT, text });
/** What patterns that go back and forth take minutes for, at the length below. */
const SEEDS =
  `A- a A Aa_ 1 1_ 1- 123. 123_ a@ a. a@a. < [ [a]( _ # #A-1 http:// a,_ order_ order_number_ Why_12_May?_ 12_May_ 1.2.2026_ DE12_3456_
  EUR_1 1, hi,_ not_ +49_ 0_1 Abc_Def_ Abcd1_ AbC 5_hours_and_ in_5_ z._b._ i_will_ you_will_get_a_ ich_gebe_ sie_werden_ ich_habe_ ge ist_er_ has_ le_ re_ Ä 😀 * wollte_ wanted_to_ almost_ no_1 بعد_ يوم_ال سن لقد_ terrible_ weather_is_ kommt_das_ once_ claims_ 1’2 US-$ 1_bis_ soll_ i_have_told_ order_1-1 used_to_ if_ minus_ 20_to_ wir_waren_ kam_das_ über_nächste_ 1.000_ a_vom_5._März_ 5_mil_millones_de_ 20_grand_ i_said_i_would_ ich_habe_gesagt_ wenn_,_ if_but_ i_used_to,_now_ far_from_and_ ist_zu_ soll_a_ send_a_ wir_buchen_a_ ihre_lieferung_a_ nobody_ thanks_to_ gut_ist_a_ has_arrived_ that_ dass_, then_it_ wenig_a_ ist_a_`
    .split(/\s+/)
    .map((seed) => seed.replaceAll("_", " "));
const LENGTH = 64_000;
/** Linear ones take tens of milliseconds; with the square of the length it would be half a minute. */
const MAX_MS = 2_500;

const readers = {
  entitiesOf,
  sentencesOf,
  plainOf,
  withoutTags,
  english: (text: string) => datesOf(text, AT, "en"),
  german: (text: string) => datesOf(text, AT, "de"),
  spanish: (text: string) => datesOf(text, AT, "es"),
  isCommitment,
  tellsOfFuture,
  tellsOfPast,
  tellsOfFact,
  isUnreal,
  isNegated: (text: string) => isNegated(text, tellsOfDeed),
  tellsOfDeed,
  isDoubtful: (text: string) => isDoubtful(text, tellsOfDeed),
  tellsOfState,
  isUndone: (text: string) => isUndone(text, tellsOfDeed),
  arabic: (text: string) => datesOf(text, AT, "ar"),
  sentimentOf: (text: string) => sentimentOf(text),
  indexedText,
  questionFor: (text: string) => questionFor("german", text),
  mask: (text: string) => mask([lineOf(text)]),
};

test.each(Object.entries(readers))(
  "%s reads whatever somebody writes in a time that grows with its length",
  (_, read) => {
    for (const seed of SEEDS) {
      const text = `${seed.repeat(Math.ceil(LENGTH / seed.length)).slice(0, LENGTH)}!x`;
      const usedMs = startCpuTime();
      read(text);
      expect({ seed, isSlow: usedMs() > MAX_MS }).toEqual({ seed, isSlow: false });
    }
  },
);

test("of a conversation as long as may be, a summary reads the beginning and the newest, and takes seconds at most", () => {
  const flood = Array.from({ length: 60 }, (_, index) => lineOf("Why 12 May? ".repeat(330), index + 1));
  const read = withinLimit(flood);
  expect(read.slice(0, 5).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(read.at(-1)?.seq).toBe(60);
  expect(read.length).toBeLessThan(20);
  const usedMs = startCpuTime();
  summarise(read);
  expect(usedMs()).toBeLessThan(5_000);
  const short = flood.slice(0, 3);
  expect(withinLimit(short)).toEqual(short);
});

test("many statements with days are checked in a time that grows with them or with the transcript, not with both", () => {
  const line = "The parcel with the headphones was handed over to the carrier and will arrive next Monday I think. ";
  const transcript = Array.from({ length: 1_800 }, (_, seq) => lineOf(line, seq));
  const statement = (seq: number) => ({ text: `The parcel ${seq} arrives on 2026-11-23.`, cites: [seq] });
  const statements = Array.from({ length: 200 }, (_, seq) => statement(seq));
  const usedMs = startCpuTime();
  checkCitations({ brief: { facts: statements } } as unknown as Draft, transcript);
  expect(usedMs()).toBeLessThan(MAX_MS);
});
