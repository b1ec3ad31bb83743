import { wholeWords } from "@chorus/meaning/text/whole-words";

/** How a thing must not be, unless it is what something else came for: "The new one for the broken kettle has arrived." */
const BAD = String.raw`(?<!(?<!\p{L})(?:not|nothing|never|no longer|none|nicht|nichts|nie|keine?|no)(?: \p{L}{1,20}){0,2} )(?<!(?<!\p{L})(?:for|of|instead of|für|statt|anstelle|wegen) (?:the|my|our|a|an|that|this|den|die|das|dem|der|des|einen?|meinen?|unseren?) )${wholeWords(
  "wrong|broken|empty|damaged|faulty|defective|torn|scratched|cracked|dented|incomplete|leaking|smashed|shattered|ruined|useless|in pieces|too (?:small|big|large|late|short|long)|(?:somebody|someone) else['’]s|without (?:the|a|an|any|my)|half empty|only (?:half|one|two|part|some)",
  String.raw`falsch(?:e[nrsm]?)?|kaputt(?:e[nrsm]?)?|leer(?:e[nrsm]?)?|beschädigt(?:e[nrsm]?)?|defekt(?:e[nrsm]?)?|zerbrochen(?:e[nrsm]?)?|zerrissen(?:e[nrsm]?)?|zerkratzt(?:e[nrsm]?)?|unvollständig(?:e[nrsm]?)?|undicht(?:e[nrsm]?)?|verbeult(?:e[nrsm]?)?|zu (?:klein|groß|spät|kurz|lang)|fremde[nrsm]?|verkehrte[nrsm]?|nur (?:halb|eins?|zwei|ein teil)|ohne (?:das|die|den|eine?n?|mein)`,
)}`;
const ARRIVED = wholeWords("just arrived|has arrived|came through|is back|it['’]s back|angekommen|ist da|sind da");
const ARRIVED_BADLY = new RegExp(`${ARRIVED}.{0,200}?${BAD}|${BAD}.{0,100}?${ARRIVED}`, "iu");
/** What is said of a thing after it was mended. */
const BUT_BAD = new RegExp(
  String.raw`${wholeWords("works?|working|worked|fixed|solved|resolved|sorted|funktioniert|geht|läuft|klappt|gelöst|erledigt|behoben")}.{0,100}?${wholeWords("is|are|was|were|still|remains?|now|ist|sind|war|waren|noch|bleibt")}(?: \p{L}{1,20}){0,2} ${BAD}`,
  "iu",
);
/** "Mine has not", after what came of another's. */
const MINE_NOT = new RegExp(
  [
    String.raw`(?<!\p{L})(?:mine|ours|my own|the (?:other|others|rest|second|first) ?\p{L}{0,12})(?: still| sadly)? (?:is|are|was|were|has|have|did|does)(?: not|n['’]t)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:mein(?:e[rs]?|s)?|unser(?:e[rs]?|s)?|(?:der|die|das) (?:andere[n]?|zweite|rest|übrigen?))(?: (?:ist|wurde|kam|aber|leider|noch|immer)){0,3} nicht(?!\p{L})`,
  ].join("|"),
  "iu",
);
/** Of somebody else's things. */
const OTHERS_EN =
  "(?:neighbou?r|friend|colleague|sister|brother|boss|mother|father|mum|mom|dad|wife|husband|flatmate|daughter|son)s?['’]s?";
const OTHERS_DE = String.raw`(?:meine[rs]|unsere[rs]|von meine[rm]|von unsere[rm]) (?:nachbar|freund|kolleg|schwester|bruder|chef|mutter|vater|frau|mann|tochter|sohn)\p{L}{0,4}`;
const OF_OTHERS = new RegExp(
  String.raw`(?<!\p{L})(?<!(?:at|to|by|bei|zu) (?:my |our )?)(?:${OTHERS_EN}|${OTHERS_DE})(?: [^\s,.;]{1,30}){0,5} (?:has|have|is|just|ist|sind)(?!\p{L})`,
  "iu",
);
/** Somebody is done with a shop, not with a problem. */
const DONE_WITH =
  /(?<!\p{L})(?:laden|saftladen|shop|geschäft|firma|unternehmen|verein|händler|anbieter|hotline|service|kundendienst|marke|ihr|sie|du|ich)(?!\p{L})(?: (?:bin|bist|ist|sind|seid|damit|für|mich|uns|jetzt|nun|endgültig|bei)){0,4} erledigt(?!\p{L})|(?<!\p{L})erledigt (?:bin|ist|sind|seid) (?:ich|ihr|sie|der laden|dieser)(?!\p{L})|(?<!\p{L})für (?:mich|uns) (?:ist|sind|seid) (?:der|die|ihr|dieser|sie) ?(?:laden|shop|firma|geschäft|marke|verein|händler)?(?: \p{L}{1,20}){0,2} erledigt(?!\p{L})/iu;

/** Whether a sentence tells in the words of an outcome of something that went badly, or of somebody else's thing. */
export function isBadNews(sentence: string): boolean {
  return [ARRIVED_BADLY, BUT_BAD, MINE_NOT, OF_OTHERS, DONE_WITH].some((pattern) => pattern.test(sentence));
}
