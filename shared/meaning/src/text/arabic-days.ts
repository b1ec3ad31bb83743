import { dayAfter } from "./days.ts";
import { tellsOfFuture } from "./tense.ts";

/** From Sunday. */
const DAYS = ["[أا]حد", "[إا]ثنين", "ثلاثاء", "[أا]ربعاء", "خميس", "جمعة", "سبت"].map(
  (day) => new RegExp(`^${day}$`, "u"),
);
const WEEKDAY =
  /(?<![\p{L}\p{M}])يوم ال(\p{L}{3,7})(?! (?:ما )?(?:قبل|الماضي|الفائت|السابق|المنصرم)(?!\p{L}))(?!\p{L})( (?:ما )?بعد (?:القادم|المقبل|التالي)ة?(?!\p{L}))?/gu;
/** "The morrow" alone is a figure of speech. */
const TOMORROW = /(?<![\p{L}\p{M}])(?:(بعد )(?:غد|الغد)|غد\p{M}{0,2}ا?\p{M}{0,2})(?![\p{L}\p{M}])/gu;

/** The days that Arabic names, where they are to come: a weekday alone may be of either week. */
export function arabicDays(text: string, today: string) {
  const tomorrow = [...text.matchAll(TOMORROW)].map(({ 0: said, 1: after, index }) => ({
    ...{ text: said, index, isWeekday: false },
    day: dayAfter(today, after === undefined ? 1 : 2),
  }));
  if (!tellsOfFuture(text)) return tomorrow;
  const weekday = new Date(today).getUTCDay();
  const named = [...text.matchAll(WEEKDAY)].flatMap(({ 0: said, 1: name = "", 2: afterNext, index }) => {
    const day = DAYS.findIndex((pattern) => pattern.test(name));
    return day < 0
      ? []
      : [
          {
            text: said,
            index,
            day: dayAfter(today, ((day - weekday + 7) % 7 || 7) + (afterNext === undefined ? 0 : 7)),
            isWeekday: true,
          },
        ];
  });
  return [...tomorrow, ...named];
}
