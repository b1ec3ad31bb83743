import { Tokenizer } from "htmlparser2";
import { BLOCKS, CELLS, EMPTY, endsBefore, NEVER_SHOWN, SCOPES, TABLE_PARTS } from "./html-tags.ts";

/** What the elements of a page do, as they begin and end. */
export interface HtmlReader {
  /**
   * @param isDeep too deep to have an end of its own
   * @returns what to do at its end; `hidden` for one that nobody sees, of which nothing is told until it ends
   */
  begin(name: string, attributes: ReadonlyMap<string, string>, isDeep: boolean): (() => void) | "hidden" | null;
  text(words: string): void;
  /** Asked now and then. */
  isFull(): boolean;
}

interface Open {
  name: string;
  end: (() => void) | null;
}

/** No mail program nests deeper. Of what does, the words are read, not the elements. */
const MAX_DEPTH = 1_000;
/** Read in one go: some milliseconds' worth. */
const CHARACTERS_AT_ONCE = 32_768;
/** The only ones that say how something is shown. */
const USED = new Set(["alt", "class", "hidden", "href", "id", "src", "start", "style", "type", "value"]);
/** A longer one is a picture within the page, or was made to take long. */
const MAX_VALUE_CHARACTERS = 4_000;
const NONE: ReadonlyMap<string, string> = new Map();

/** Reads a page once, from its beginning to its end, in a time that grows with its length; others are served between. */
export async function readHtml(html: string, reader: HtmlReader): Promise<void> {
  const open = new OpenElements();
  let hidden: Open | null = null;
  let tag = "";
  let attributes: Map<string, string> | null = null;
  let attribute = "";
  let value = "";

  const end = (elements: readonly Open[]) => {
    for (const element of elements) {
      if (element === hidden) hidden = null;
      else if (hidden === null) element.end?.();
    }
  };
  const begin = (isEmpty: boolean) => {
    end(open.endedBy(tag));
    const seen: ReturnType<HtmlReader["begin"]> =
      hidden !== null ? null : NEVER_SHOWN.has(tag) ? "hidden" : reader.begin(tag, attributes ?? NONE, open.isFull);
    if (isEmpty || EMPTY.has(tag)) {
      if (typeof seen === "function") seen();
      return;
    }
    const element: Open = { name: tag, end: typeof seen === "function" ? seen : null };
    if (seen === "hidden") hidden = element;
    open.add(element, seen === "hidden");
  };
  const say = (words: string) => {
    if (hidden === null) reader.text(words);
  };
  const add = (piece: string) => {
    if (USED.has(attribute) && value.length <= MAX_VALUE_CHARACTERS) value += piece.slice(0, MAX_VALUE_CHARACTERS + 1);
  };
  const ignore = () => undefined;

  const tokenizer = new Tokenizer(
    {},
    {
      ontext: (from, to) => say(html.slice(from, to)),
      ontextentity: (code) => say(String.fromCodePoint(code)),
      onopentagname(from, to) {
        tag = html.slice(from, to).toLowerCase();
        attributes = null;
      },
      onattribname(from, to) {
        attribute = to - from > MAX_VALUE_CHARACTERS ? "" : html.slice(from, to).toLowerCase();
        value = "";
      },
      onattribdata: (from, to) => add(html.slice(from, to)),
      onattribentity: (code) => add(String.fromCodePoint(code)),
      onattribend() {
        if (!USED.has(attribute) || value.length > MAX_VALUE_CHARACTERS) return;
        attributes ??= new Map();
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: () => begin(false),
      // Only what would hide the rest of the page is taken at its word.
      onselfclosingtag: () => begin(NEVER_SHOWN.has(tag)),
      onclosetag(from, to) {
        const name = html.slice(from, to).trim().toLowerCase();
        const ended = open.endOf(name);
        if (ended !== null) end(ended);
        // Browsers read these two as if they began here.
        else if (hidden === null && (name === "br" || name === "p")) {
          const after = reader.begin(name, NONE, false);
          if (typeof after === "function") after();
        }
      },
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: () => end(open.all()),
    },
  );
  for (let at = 0; at < html.length && !reader.isFull(); at += CHARACTERS_AT_ONCE) {
    tokenizer.write(html.slice(at, at + CHARACTERS_AT_ONCE));
    await new Promise((resolve) => setImmediate(resolve));
  }
  tokenizer.end();
}

/** The elements that have begun and not ended, outermost first; what is asked of them takes no longer for many. */
class OpenElements {
  #elements: Open[] = [];
  /** Where those of a name are. */
  #places = new Map<string, number[]>();
  #blocks: number[] = [];
  #scopes: number[] = [];
  /** How many of a name are deeper than elements are kept. */
  #deeper = new Map<string, number>();

  get isFull(): boolean {
    return this.#elements.length >= MAX_DEPTH;
  }

  /** @param isKept however deep it is */
  add(element: Open, isKept: boolean): void {
    const { name } = element;
    if (this.isFull && !isKept) {
      this.#deeper.set(name, (this.#deeper.get(name) ?? 0) + 1);
      return;
    }
    const place = this.#elements.length;
    this.#elements.push(element);
    const places = this.#places.get(name);
    if (places) places.push(place);
    else this.#places.set(name, [place]);
    if (isBlock(name)) this.#blocks.push(place);
    if (SCOPES.has(name)) this.#scopes.push(place);
  }

  /** The innermost ones, which end because another begins. */
  endedBy(name: string): Open[] {
    const ended: Open[] = [];
    for (let last = this.#elements.at(-1); last && endsBefore(name, last.name); last = this.#elements.at(-1))
      ended.push(...this.#endFrom(this.#elements.length - 1));
    return ended;
  }

  /** Those that the end of one ends, from the inside; null when none of that name began. */
  endOf(name: string): Open[] | null {
    const deeper = this.#deeper.get(name) ?? 0;
    if (deeper > 0) {
      this.#deeper.set(name, deeper - 1);
      return [];
    }
    const place = this.#places.get(name)?.at(-1);
    if (place === undefined) return null;
    const border = isBlock(name) ? (TABLE_PARTS.has(name) ? -1 : this.#scopes.at(-1)) : this.#blocks.at(-1);
    return place < (border ?? -1) ? [] : this.#endFrom(place);
  }

  all(): Open[] {
    return this.#endFrom(0);
  }

  #endFrom(place: number): Open[] {
    const ended = this.#elements.splice(place).toReversed();
    for (const { name } of ended) {
      this.#places.get(name)?.pop();
      if (isBlock(name)) this.#blocks.pop();
      if (SCOPES.has(name)) this.#scopes.pop();
    }
    return ended;
  }
}

function isBlock(name: string): boolean {
  return BLOCKS.has(name) || CELLS.has(name);
}
