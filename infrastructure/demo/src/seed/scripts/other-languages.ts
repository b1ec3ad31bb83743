import { type Script, script } from "./script.ts";

export const otherLanguageScripts: readonly Script[] = [
  script(
    {
      subject: "Reklamation Regenhose",
      tags: ["warranty", "german"],
      status: "closed",
      agent: "olivia",
      customer: "Jonas Keller",
    },
    `
c: Guten Tag, an meiner Regenhose löst sich nach drei Touren die Naht am Knie. Bestellung AC-20455.
a: Guten Tag Herr Keller, das tut mir leid. Können Sie mir sagen, ob die Naht außen oder das Band innen aufgeht?
c: Das Band innen. Außen sieht man nichts, aber es wird nass.
a: Das ist ein klarer Garantiefall. Möchten Sie eine neue Hose oder das Geld zurück?
c: Eine neue, bitte. Größe 52 passt gut.
a: Gerne. Die neue geht heute noch raus, das Rücksendeetikett liegt bei. Lassen Sie sich mit der alten ruhig Zeit.
c: Vorbildlich, vielen Dank!
n: Same batch as the one Sam reported (tape not pressed long enough). Third one.
`,
  ),
  script(
    {
      subject: "Frage zur Schuhgröße",
      tags: ["size", "german"],
      status: "open",
      agent: "olivia",
      customer: "Anneliese Huber",
    },
    `
c: Grüß Gott, fallen die Bergstiefel "Ridge" groß oder klein aus?
a: Guten Tag Frau Huber, eher klein: Die meisten nehmen eine halbe Nummer größer, vor allem mit dicken Socken.
c: Ich habe sonst 39. Also 39,5 oder gleich 40?
a: 39,5, wenn Sie schmale Füße haben, sonst 40. Sie können auch beide bestellen und ein Paar kostenlos zurückschicken.
c: Das mache ich. Gibt es die auch in Braun?
`,
  ),
  script(
    {
      subject: "Talla de la chaqueta",
      tags: ["size", "spanish"],
      status: "closed",
      agent: "ana",
      customer: "Lucía Fernández",
    },
    `
c: ¡Hola! ¿La chaqueta Fjell talla como las demás marcas? Suelo usar una M.
a: ¡Hola, Lucía! Talla un poco grande. Si usas M y la quieres con una capa fina debajo, te recomiendo la S.
c: ¿Y si no me queda bien?
a: La cambias gratis en 30 días, la recogida en casa está incluida.
c: Perfecto, pido la S. ¿Cuánto tarda a Sevilla?
a: Entre dos y tres días laborables. Te llegará un mensaje con el número de seguimiento.
c: Muchas gracias, muy amable 😊
`,
  ),
  script(
    { subject: "Pedido incompleto", tags: ["delivery", "spanish"], status: "queued", customer: "Oscar Delgado" },
    `
c: Buenas tardes, en mi pedido AC-21063 faltan las piquetas de la tienda. El resto llegó bien.
c: Salgo de viaje el domingo, ¿pueden enviarlas antes?
`,
  ),
  script(
    { subject: "سؤال عن الضمان", tags: ["warranty"], status: "open", agent: "sam", customer: "Mohammed Al-Farsi" },
    `
c: مرحبا، هل الضمان على الخيمة يشمل عمان؟
a: Hello Mohammed, yes: the guarantee is valid everywhere, also in Oman. Is English all right for you? My Arabic ends here, I am sorry.
c: Yes of course! One pole of the Nomad 2 has a crack. Can you send only the pole?
a: We can. Which one is it, the long ones that cross or the short one over the door?
c: The long one, second segment from the tip
`,
  ),
];
