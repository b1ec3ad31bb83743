import { type SupportedLanguage, wordsIn } from "@chorus/meaning/text/languages";

export const UNPLEASANT: Record<SupportedLanguage, Set<string>> = {
  en: wordsIn(`angry annoyed annoying awful bad disappointed disappointing disgrace disgusting fed frustrated frustrating furious hate
horrible joke lawyer nightmare outrageous pathetic poor ridiculous scam shame shocking stupid terrible tired unacceptable unhappy upset
useless displeased waste worst worried unbelievable liar fraud chargeback sue complaint appalling absurd`),
  de: wordsIn(`ärgerlich enttäuscht enttäuschend frechheit furchtbar genervt katastrophe lächerlich mies nervt peinlich sauer schlecht
schlechter schlechte schlimm schrecklich skandal unfassbar stinksauer unmöglich unverschämt wütend zumutung anwalt betrug saftladen unzumutbar`),
  es: wordsIn(`enfadado enfadada enojado enojada horrible terrible pésimo pésima malo mala mal peor decepcionado decepcionada decepcionante
vergüenza ridículo inaceptable estafa fraude inútil furioso furiosa indignante lamentable queja abogado desastre`),
  ar: wordsIn(`سيء سيئة سيئ غاضب غاضبة محبط محبطة مزعج فظيع احتيال نصب مخيب شكوى محامي كارثة أسوأ`),
};

export const PLEASANT: Record<SupportedLanguage, Set<string>> = {
  en: wordsIn(`amazing awesome brilliant cheers excellent fantastic glad good great happy helpful lovely nice perfect pleased quick relieved satisfied
thank thanks thx wonderful love sorted worked works cool`),
  de: wordsIn(`danke dankeschön erleichtert freundlich freue gut hilfreich klasse perfekt prima schnell spitze super toll wunderbar klappt
danken dank zufrieden`),
  es: wordsIn(`gracias genial perfecto perfecta excelente estupendo maravilloso fantástico encantado encantada contento contenta feliz
amable rápido bueno buena bien agradezco agradecido agradecida satisfecho satisfecha satisfechos satisfechas`),
  ar: wordsIn(
    `شكرا رائع رائعة الرائعة ممتاز ممتازة جيد جيدة سعيد سعيدة جميل مشكور ممتن أشكركم أشكرك أحسنتم راض راضي راضيا راضية`,
  ),
};

export const NEGATORS: Record<SupportedLanguage, Set<string>> = {
  en: wordsIn(`not never no nobody none neither nor nothing without hardly cant cannot dont doesnt didnt isnt wasnt arent werent wont wouldnt couldnt hasnt havent
hadnt aint`),
  de: wordsIn(
    "nicht niemand niemanden niemandem weder keins kein keine keinen keiner keinem keines nie niemals nichts ohne kaum keineswegs keinesfalls mitnichten",
  ),
  es: wordsIn("no nunca jamás ni sin tampoco nada nadie ninguno ninguna ningún"),
  ar: wordsIn("لا ليس ليست لست لسنا لم لن غير ما بدون"),
};

/** "Not only" is not a negation. */
export const ONLY = wordsIn("only just merely but nur bloß solo solamente sólo فقط");
