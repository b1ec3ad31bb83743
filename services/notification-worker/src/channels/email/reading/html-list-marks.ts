const ROMAN: readonly [string, number][] = [
  ["m", 1000],
  ["cm", 900],
  ["d", 500],
  ["cd", 400],
  ["c", 100],
  ["xc", 90],
  ["l", 50],
  ["xl", 40],
  ["x", 10],
  ["ix", 9],
  ["v", 5],
  ["iv", 4],
  ["i", 1],
];
const MOST_ROMAN = 3_999;

/** How a browser counts the items of a list: "b" is what its author then calls the second. */
export function markOf(number: number, type: string): string {
  if (/^a$/i.test(type) && number > 0) return inCaseOf(type, letters(number));
  if (/^i$/i.test(type) && number > 0 && number <= MOST_ROMAN) return inCaseOf(type, roman(number));
  return String(number);
}

function letters(number: number): string {
  const rest = number - 1;
  const last = String.fromCharCode(97 + (rest % 26));
  return rest < 26 ? last : letters(Math.floor(rest / 26)) + last;
}

function roman(number: number): string {
  let text = "";
  let rest = number;
  for (const [sign, value] of ROMAN) {
    text += sign.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return text;
}

function inCaseOf(type: string, text: string): string {
  return type === type.toUpperCase() ? text.toUpperCase() : text;
}
