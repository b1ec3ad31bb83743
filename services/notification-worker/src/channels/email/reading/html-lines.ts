const SPACES = /[ \t\r\n\f]+/g;
/** As a mail program shows a quote within quotes, or a list within lists: deeper ones stand beside these. */
const MAX_LEVELS = 20;
/** More say no more. */
const MAX_BLANK_LINES = 3;

/** Stands before each line of a quote or an item of a list. */
interface Margin {
  first: string;
  rest: string;
  isEmpty: boolean;
}

/** Puts the words of a page into lines. */
export class Lines {
  #done: string[] = [];
  #characters = 0;
  #line: string[] = [];
  #hasSpace = false;
  /** Blank lines that were written, and those that an element asks for; they count when something follows. */
  #written = 0;
  #wanted = 0;
  #margins: Margin[] = [];
  #levels = { quote: 0, item: 0 };

  /** Its characters so far. */
  get length(): number {
    return this.#characters;
  }

  /** Words whose white space is as good as one blank. */
  words(text: string): void {
    const words = text.replaceAll(SPACES, " ");
    if (words === " " || words === "") return this.space(words !== "");
    const [from, to] = [words.startsWith(" ") ? 1 : 0, words.endsWith(" ") ? -1 : undefined];
    this.space(from > 0);
    // Only these blanks: a no-break space is a word.
    this.literally(words.slice(from, to));
    this.#hasSpace = to !== undefined;
  }

  space(isOne = true): void {
    if (isOne && this.#line.length > 0) this.#hasSpace = true;
  }

  /** Directly behind the word before it. */
  ending(text: string): void {
    const hadSpace = this.#hasSpace;
    this.#hasSpace = false;
    this.literally(text);
    this.#hasSpace = hadSpace;
  }

  literally(text: string): void {
    if (text === "") return;
    if (this.#line.length === 0) this.#beginLine();
    if (this.#hasSpace) this.#line.push(" ");
    this.#line.push(text);
    this.#characters += text.length + 1;
    this.#hasSpace = false;
  }

  /** The end of a line, which may be blank. */
  lineEnd(): void {
    if (this.#line.length > 0) this.#endLine();
    else this.#written = Math.min(MAX_BLANK_LINES, this.#written + 1);
  }

  /** @param blank lines to what stands on the other side */
  block(blank = 0): void {
    if (this.#line.length > 0) this.#endLine();
    this.#wanted = Math.max(this.#wanted, blank);
  }

  /** @returns its end */
  quote(): () => void {
    return this.#within("quote", { first: "> ", rest: "> ", isEmpty: true });
  }

  /** @returns its end */
  item(mark: string): () => void {
    return this.#within("item", { first: mark, rest: " ".repeat(mark.length), isEmpty: true });
  }

  toString(): string {
    this.block();
    return this.#done.join("\n");
  }

  #within(kind: "quote" | "item", margin: Margin): () => void {
    this.block();
    if (this.#levels[kind] >= MAX_LEVELS) return () => this.block();
    this.#blankLines();
    this.#levels[kind] += 1;
    this.#margins.push(margin);
    return () => {
      this.block();
      // A quote of a picture alone is one, too.
      if (margin.isEmpty && kind === "quote") this.#put("");
      this.#written = 0;
      this.#wanted = 0;
      this.#margins.pop();
      this.#levels[kind] -= 1;
    };
  }

  #beginLine(): void {
    if (this.#margins.at(-1)?.isEmpty) {
      this.#written = 0;
      this.#wanted = 0;
    }
    this.#blankLines();
    this.#line.push(this.#margin());
    this.#hasSpace = false;
  }

  #blankLines(): void {
    const count = this.#done.length === 0 ? 0 : Math.max(this.#written, this.#wanted);
    this.#written = 0;
    this.#wanted = 0;
    for (let at = 0; at < count; at += 1) this.#put("");
  }

  #endLine(): void {
    this.#done.push(this.#line.join(""));
    this.#line = [];
    this.#hasSpace = false;
  }

  #put(text: string): void {
    this.#done.push(this.#margin(text === "") + text);
  }

  /** What stands before the next line, and counts as begun unless that is blank. */
  #margin(isBlank = false): string {
    const text = this.#margins.map(({ first, rest, isEmpty }) => (isEmpty && !isBlank ? first : rest)).join("");
    for (const margin of this.#margins) margin.isEmpty &&= isBlank;
    this.#characters += text.length + 1;
    return text;
  }
}
