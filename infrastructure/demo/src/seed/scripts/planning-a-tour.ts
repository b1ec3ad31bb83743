import { type Script, script } from "./script.ts";

/** The long one: 60 messages, so that scrolling back has something to load. */
export const tourScript: Script = script(
  {
    subject: "Equipment for a first long hike",
    tags: ["pre-sale", "advice"],
    status: "open",
    agent: "ana",
    customer: "Emily Thornton",
  },
  `
c: Hello! I am planning my first long hike: the West Highland Way in May, about 8 days, with a tent. I own nothing but trainers. Can somebody help me?
a: Hi Emily, what a lovely plan! I am Ana, I walked it two years ago. Let us go through it one by one.
c: Oh wow, perfect. How was it?
a: Wet, wild and wonderful. The first two days are gentle, then it gets lonely and beautiful.
c: That is what I am hoping for. And fearing a bit.
a: Both is right. First question: do you walk alone or with somebody?
c: Alone. My sister joins for the last two days.
a: So a tent for one, but with a bit of room? Or two small ones?
c: She brings her own.
a: Then the Nomad 1: 1.1 kg, stands without pegs on rock, and you can sit up in it.
c: Is it OK in a storm?
a: Up to about 70 km/h if you use all the lines. Above that I would sleep in a hut anyway.
c: Noted. 249, right?
a: 249, yes. I will collect it all in a basket for you, you can throw things out later.
c: Thank you! Next: sleeping bag?
a: In May the nights are between 2 and 8 degrees. Do you get cold easily?
c: Always. My feet are ice.
a: Then comfort -2: the Dormouse in down, 980 g. It comes in a short version too. How tall are you?
c: 164
a: Short version then, it is warmer because there is less air at your feet, and 80 g lighter.
c: Down and rain is not a good idea though?
a: Right, so it goes into a dry bag, always. I put a 13 litre one into the basket.
c: OK. And what do I lie on?
a: The Cloud 7: R value 4.2, 480 g. Small as a water bottle.
c: My back is not 20 any more. Is it comfortable for people who sleep on the side?
a: It is 9 cm thick, so yes. Blow it up a bit less than full, that is the trick.
c: Good tip.
a: Backpack: have you ever carried one with 12 kg?
c: No...
a: Then please come to a shop if you can, or order two and send one back. It must fit your back, not your taste.
c: Nearest shop is 2 hours away. What would you order?
a: Measure from the bone at the bottom of your neck down to the height of your hip bones.
c: Sec
c: 44 cm
a: Trail 45 in S, and for comparison the Ridge 48 women. One of the two will fit.
c: 45 litres is enough for everything?
a: If you do not take jeans and a hair dryer, yes.
c: The hair dryer hurts.
a: I believe you. Shoes are next, and they matter most.
c: I have wide feet. Everything hurts after an hour.
a: Then not the Ridge, it is narrow. The Moor Mid has a wide version. Half a size bigger than usual, your feet swell on the way.
c: Usually 39, so 39.5 wide?
a: Exactly. Walk them in: ten evenings around the block, then two full days with the packed rucksack.
c: Yes boss.
a: Rain: jacket and trousers, no way around it in Scotland. Fjell jacket in S, and the Drizzle trousers, you wear them less often.
c: And against the midges? Everybody warns me.
a: In May it is mostly fine, from June on they eat you. A head net weighs 20 g and costs 6 euros. It is in the basket.
c: haha ok
a: Cooking: do you want warm food?
c: Warm coffee. I can live on bread and cheese otherwise.
a: Then the smallest stove, Ember, and a 0.6 litre pot. Gas you buy in Milngavie or Tyndrum, it must not fly or go by post.
n: Basket so far about 1,090. Olivia is fine with 8 % for a complete outfit; I will offer it at the end.
c: What does all of this weigh?
a: 8.9 kg without food and water. That is really good for a first time.
c: And what does it cost, I am almost afraid to ask
a: 1,087 euros. For a complete outfit we take 8 % off: 1,000 and four cents.
c: Okay. That is a lot, but I will use it for years. Can I pay in three parts?
a: You can, without interest. It is offered at the checkout. The basket is in your account now, under "Ana's list".
c: I see it! I will sleep on it and order on Sunday. Is the price fixed until then?
`,
);
