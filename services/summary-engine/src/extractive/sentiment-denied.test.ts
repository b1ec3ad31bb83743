import { expect, test } from "vitest";
import { sentimentCourse } from "./sentiment.ts";

const wordOf = (text: string) =>
  sentimentCourse([{ seq: 1, role: "customer", name: "Cara", at: "2026-12-01T09:00:00.000Z", text }])?.end.word;

test.each([
  "Nobody is happy with this.",
  "No one here was friendly or helpful to me.",
  "None of this is good.",
  "Nothing about it is nice.",
  "Not one of you is helpful.",
  "Neither helpful nor quick.",
  "I fail to see what is great about it.",
  "I can't say that I'm satisfied.",
  "Good it is not.",
  "Niemand ist zufrieden damit.",
  "Keiner von Ihnen war hilfreich.",
  "Weder hilfreich noch schnell.",
  "Gut finde ich das nicht.",
  "Toll finde ich das nicht.",
  "Freundlich war die Antwort nicht.",
  "Schnell ging das leider nicht.",
  "Das Schloss klappt nicht.",
  "Ich kann nicht sagen, dass ich zufrieden bin.",
  "Nadie está contento.",
  "Ninguno fue amable.",
  "Bueno no es.",
  "Ha dejado de ser bueno.",
  "No puedo decir que esté contento.",
  "لا أحد سعيد بهذا.",
  "It stopped being good.",
  "It only worked for a day.",
  "It worked for two days.",
  "Thanks to your driver the vase is broken.",
  "Dank Ihres Fahrers ist die Vase kaputt.",
  "Gracias a su conductor el jarrón está roto.",
  "I wish I could say I am satisfied.",
  "Ojalá pudiera decir que estoy contento.",
  "I am unhappy.",
])("%s: not content", (text) => {
  expect(wordOf(text)).toMatch(/^(?:neutral|unhappy|frustrated)$/);
});

test.each([
  "I am unhappy with the lid.",
  "I am fed up with this.",
  "I am tired of waiting.",
  "I am calling my lawyer.",
  "This is a case for my lawyer.",
  "Ich bin beim Anwalt wegen dieser Sache.",
])("%s: frustrated", (text) => {
  expect(wordOf(text)).toBe("frustrated");
});

test.each([
  "Nothing but good experiences with you.",
  "Your service is second to none and very helpful.",
  "I can't believe it is so good.",
  "Nobody answered on the phone, but the chat was great.",
  "Thanks to you and your team!",
  "Thanks to the new lid it no longer leaks.",
  "Danke, das klappt jetzt.",
  "Gut finde ich das, danke.",
  "The chair is great for my back.",
  "Nothing broke, thank you very much.",
])("%s: content", (text) => {
  expect(wordOf(text)).toBe("content");
});

test.each([
  "I need a waste bin.",
  "My English is poor, sorry.",
  "Sorry for my bad English.",
  "Mein Deutsch ist schlecht, Entschuldigung.",
  "Mi español es malo, perdón.",
  "I am a lawyer and need a lamp.",
  "Ich bin Anwalt und brauche eine Lampe.",
  "Soy abogado y busco una mesa.",
  "أنا محامي وأبحث عن كرسي.",
  "I am tired today, sorry for the late answer.",
  "The mattress is for a tired back.",
  "I fed the cat with it.",
  "Is it bad for the environment?",
  "Ist das schlecht für die Umwelt?",
  "¿Es malo para la piel?",
  "I am worried about nothing.",
  "I live in Great Yarmouth.",
  "We come from Great Malvern.",
  "Please be quick.",
  "Bitte antworten Sie schnell.",
  "I have a quick question about the lid.",
  "Es kostet gut 40 Euro.",
  "Gut 3 Wochen warte ich jetzt.",
  "Das ist gut eine Woche her.",
  "I waited a good 3 weeks.",
  "O bien la azul, o bien la roja.",
  "I need a cool bag for the car.",
  "My name is Sue and I need a lid.",
  "Die Spitze ist abgebrochen, ich brauche eine.",
])("%s: neutral", (text) => {
  expect(wordOf(text)).toBe("neutral");
});
