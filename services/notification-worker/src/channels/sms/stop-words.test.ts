import { expect, test } from "vitest";
import { readStopWord } from "./stop-words.ts";

test.each([
  ...[
    "STOP",
    "stop.",
    "Stop!",
    " STOP \n",
    "“Stop”",
    "S T O P",
    "ＳＴＯＰ",
    "stop 👎",
    "STOP\u200B",
    "\u2060Stop\uFE0F",
    "STOP ALL",
  ],
  ...[
    "REVOKE",
    "OPTOUT",
    "Opt out",
    "opt-out",
    "END",
    "Quit",
    "cancel",
    "Unsubscribe",
    "ARRET",
    "Arrêt",
    "ARRE\u0302T",
    "Stopp",
    "BAJA",
    "توقف",
    "إيقاف",
    "STOP\n-- \nCara Diaz",
    "Stop\r\n--\r\nCara",
  ],
])("%j stops", (text) => {
  expect(readStopWord(text)?.asks).toBe("stop");
});

test.each(["START", "Start!", "unstop", "UN STOP.", "ｓｔａｒｔ", "Yes"])("%j starts", (text) => {
  expect(readStopWord(text)?.asks).toBe("start");
});

test.each([
  ...[
    "",
    "!",
    "👎",
    "Please stop by at noon",
    "The bus stop is full",
    "Don't stop",
    "stop it, I want my parcel",
    "stop?start",
  ],
  ...["I will end this week", "yes please", "nonstop", "restart", "STOP please", "Hm\n-- \nSTOP", "stop -- it"],
])("%j is an answer", (text) => {
  expect(readStopWord(text)).toBeNull();
});
