/**
 * Passes inputs to the WebAssembly module on a tape: words, and one string with all strings. `src/read/tree/tape.rs`
 * reads it. A value takes a fraction of the time that JSON would, and what JSON cannot represent has a place of its own.
 */
import {
  bytesIn,
  classOf,
  define,
  fieldsOf,
  isHole,
  isMethod,
  isWellFormed,
  read,
  scalarOf,
  THROWS,
  UNREADABLE,
  type Field,
} from "./objects.js";

/** Documents and options by name; `undefined` is the same as absent. */
export type Inputs = object | undefined;

/** An input on the tape. */
export interface Part {
  readonly name: string;
  /** Unsigned integers of 32 bits: the lowest three bits are a {@link TAG}. None for an input that is too long. */
  readonly words: readonly number[];
  /** All strings in the order of their words. */
  readonly text: string;
  /** For an input that is too long, how many bytes it exceeds. */
  readonly longerThan?: number;
}

/** What the lowest bits of a word say that it is, and what the rest of it is. */
const TAG = {
  /** One of {@link PLAIN}. */
  plain: 0,
  /** A string: the number of its code units. */
  string: 1,
  /** The same of a key; the value follows. */
  key: 2,
  /** The same of a number as JSON has it. */
  number: 3,
  /** The same of the name of a value that JSON cannot represent. */
  foreign: 4,
  /** An integer: itself. */
  integer: 5,
  /** Nothing: the items follow, and {@link PLAIN}`.end`. */
  array: 6,
  /** Nothing: the members follow, and {@link PLAIN}`.end`. */
  object: 7,
} as const;

const PLAIN = {
  null: 0,
  false: 1,
  true: 2,
  /** The array or object ends. */
  end: 3,
} as const;

/** How many tags there are: what the rest of a word is multiplied by. */
const TAGS = 8;
/** Less than this, the rest of a word fits into it. */
const MOST = 2 ** 29;

/** An array or object that is being written. */
interface Open {
  value: object;
  /** The object whose `toJSON` returned it; otherwise itself. */
  origin: object;
  /** The keys of an object; undefined for an array. */
  keys: string[] | undefined;
  length: number;
  next: number;
}

/** Deeper than the reader goes: it refuses such a document, whatever is further down. */
const DEEPEST = 600;
/** Up to here, comparing with every array or object around is faster than a set of them. */
const SHALLOW = 16;
/** The most values that the reader accepts by default. */
const MOST_VALUES = 10_000_000;
/** The most bytes of an input that the module reads by default. */
const MOST_BYTES = 2 ** 28;
/** The longest string that is passed, which holds all inputs. V8 has no string of 2^29 units. */
const LONGEST_STRING = 2 ** 29 - 2 ** 16;
/** The length from which a string that grows is set aside. */
const LONGEST_PIECE = 4_096;
/** A BigInt with more bits is far beyond every integer that the reader accepts, and slow to write. */
const MOST_BITS = 4_096;

/** An input that is being written. */
class Writer {
  readonly words: number[] = [];
  readonly #texts: string[] = [];
  /** What of the text is not set aside yet. */
  #piece = "";

  plain(value: (typeof PLAIN)[keyof typeof PLAIN]): void {
    this.words.push(value * TAGS);
  }

  begin(tag: typeof TAG.array | typeof TAG.object): void {
    this.words.push(tag);
  }

  number(value: number): void {
    // The bits that fit are all of it.
    if ((value & (MOST - 1)) === value) this.words.push(value * TAGS + TAG.integer);
    else this.string(TAG.number, `${value}`);
  }

  string(tag: (typeof TAG)["string" | "key" | "number" | "foreign"], string: string): void {
    this.words.push(string.length * TAGS + tag);
    this.#piece += string;
    if (this.#piece.length > LONGEST_PIECE) this.#setAside();
  }

  get text(): string {
    this.#setAside();
    return this.#texts.join("");
  }

  #setAside(): void {
    // Engines store a growing string as a tree of its parts, which is slow when it gets large. Reading one character
    // flattens it.
    this.#piece.charCodeAt(0);
    this.#texts.push(this.#piece);
    this.#piece = "";
  }
}

/** The fields of inputs and options. An option that is called as an input does not replace it: no function takes it. */
function membersOf(inputs: Inputs, options: Inputs): Field[] {
  const own = fieldsOf(inputs);
  if (options === undefined) return own;
  const names = new Set(own.map(([name]) => name));
  const others = fieldsOf(options).map(([name, ...read]): Field => {
    return [names.has(name) ? `options.${name}` : name, ...read];
  });
  return [...own, ...others];
}

/** Inputs, and options beside them, on a tape. */
export function onTape(inputs: Inputs, options: Inputs): Part[] {
  const fields = membersOf(inputs, options).filter(
    ([, value, wrong]) => value !== undefined || wrong !== undefined,
  );
  // They say how long the others may be.
  fields.sort(([one], [other]) => Number(other === "limits") - Number(one === "limits"));
  let most = MOST_BYTES;
  let values: number | undefined;
  let room = LONGEST_STRING;
  return fields.map(([name, value, wrong]) => {
    const longest = Math.min(most, room);
    const part = partOf(name, value, longest, wrong, values);
    if (name === "limits") {
      const limits = limitsOf(part);
      most = Math.max(MOST_BYTES, limits.bytes ?? 0);
      ({ values } = limits);
    }
    room -= name.length + part.text.length;
    return part;
  });
}

/** An input that is an integer. */
export function integerPart(name: string, integer: number): Part {
  return { name, words: [integer * TAGS + TAG.integer], text: "" };
}

/** An input. A string is passed on unchanged, as a document in JSON or an option. */
function partOf(
  name: string,
  value: unknown,
  longest: number,
  wrong: string | undefined,
  values: number | undefined,
): Part {
  const part =
    typeof value === "string"
      ? { words: [value.length * TAGS + TAG.string], text: value }
      : write(value, longest, wrong, values);
  return part !== undefined && isWithin(longest, part.text)
    ? { name, ...part }
    : { name, words: [], text: "", longerThan: longest };
}

function isWithin(bytes: number, text: string): boolean {
  // A unit of a string takes up to three bytes.
  return text.length * 3 <= bytes || (text.length <= bytes && bytesIn(text) <= bytes);
}

/** The limits that are numbers in the input `limits`: the module reports what is wrong with the others. */
function limitsOf(part: Part): { bytes?: number; values?: number } {
  const limits: Record<string, number> = {};
  for (const [name, value] of fieldsOn(part)) {
    if (typeof value === "number") define(limits, name, { value });
  }
  return limits;
}

/** The names of the fields of an object on a tape, or in JSON text, with the values of those that are numbers. */
export function fieldsOn({ words, text }: Part): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  if ((words[0] ?? 0) % TAGS === TAG.string) {
    try {
      const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
      return new Map(Object.entries(value as object));
    } catch {
      return fields;
    }
  }
  let at = 0;
  let depth = 0;
  let key: string | undefined;
  for (const word of words) {
    const tag = word % TAGS;
    const rest = Math.floor(word / TAGS);
    let value: number | undefined;
    if (tag === TAG.array || tag === TAG.object) depth++;
    else if (tag === TAG.plain && rest === PLAIN.end) depth--;
    else if (tag === TAG.integer) value = rest;
    else if (tag !== TAG.plain) {
      const string = text.slice(at, at + rest);
      at += rest;
      if (tag === TAG.key && depth === 1) fields.set((key = string), undefined);
      else if (tag === TAG.number) value = Number(string);
    }
    if (depth === 1 && key !== undefined && value !== undefined) fields.set(key, value);
  }
  return fields;
}

/**
 * Writes any value: instances of classes as plain objects, and objects with a `toJSON` as that returns them, as
 * `JSON.stringify` does. Each property is read once, and only getters, traps and `toJSON` of the value are called. It
 * never throws: in place of a value that JSON cannot represent stands its name. `wrong` is what is already known to be
 * wrong with the whole value.
 *
 * It stops after one value more than the `most` that the reader accepts.
 *
 * Objects that share parts are short in memory and long when they are written: it returns undefined if that were surely
 * more than `longest` bytes in JSON.
 */
function write(
  root: unknown,
  longest: number,
  wrong?: string,
  most = MOST_VALUES,
): { words: number[]; text: string } | undefined {
  const open: Open[] = [];
  /** Those that are open, and where they came from, beyond the first few. */
  const deep = new Set<object>();
  const writer = new Writer();
  let room = longest;
  let count = 0;

  /** Writes a value that the `toJSON` of its origin returned; `wrong` is what is already known to be wrong with it. */
  const write = (value: unknown, origin: unknown, wrong?: string): void => {
    count++;
    room--; // No value takes less.
    let name = wrong;
    if (name === undefined) {
      switch (typeof value) {
        case "string":
          room -= value.length;
          if (room < 0) return;
          if (isWellFormed(value)) writer.string(TAG.string, value);
          else name = "a string with half a surrogate pair";
          break;
        case "number":
          if (Number.isFinite(value)) writer.number(value);
          else name = `${value}`;
          break;
        case "bigint":
          if (BigInt.asIntN(MOST_BITS, value) !== value) name = `a BigInt of more than ${MOST_BITS} bits`;
          else writer.string(TAG.number, `${value}`);
          break;
        case "boolean":
          writer.plain(value ? PLAIN.true : PLAIN.false);
          break;
        case "object":
          if (value === null) writer.plain(PLAIN.null);
          else name = begin(value, origin as object);
          break;
        case "undefined":
          name = "undefined";
          break;
        case "function":
          name = "a function";
          break;
        case "symbol":
          name = "a symbol";
      }
    }
    if (name !== undefined) writer.string(TAG.foreign, name);
  };

  const isOpen = (value: object): boolean => {
    for (let level = 0; level < open.length && level < SHALLOW; level++) {
      const around = open[level] as Open;
      if (around.value === value || around.origin === value) return true;
    }
    return deep.has(value);
  };

  /** Begins an array or object, or returns why it is neither. */
  const begin = (value: object, origin: object): string | undefined => {
    if (isOpen(value) || (origin !== value && isOpen(origin))) return "an object that contains itself";
    if (open.length >= DEEPEST) return "too deep";
    let keys: string[] | undefined;
    let length: number;
    try {
      if (Array.isArray(value)) {
        length = value.length;
      } else {
        const name = classOf(value);
        if (name !== undefined) return name;
        keys = Object.keys(value);
        length = keys.length;
      }
    } catch {
      return THROWS;
    }
    if (open.length >= SHALLOW) deep.add(value).add(origin);
    open.push({ value, origin, keys, length, next: 0 });
    writer.begin(keys === undefined ? TAG.array : TAG.object);
    return undefined;
  };

  const whole = wrong === undefined ? read(root, "") : { value: root, wrong };
  write(whole.value, root, whole.wrong ?? scalarOf(root, whole.value));
  while (room >= 0) {
    const current = open[open.length - 1];
    if (current === undefined) break;
    const { value, origin, keys, next } = current;
    if (next >= current.length || count > most + 1) {
      writer.plain(PLAIN.end);
      open.pop();
      if (open.length >= SHALLOW) {
        deep.delete(value);
        deep.delete(origin);
      }
      continue;
    }
    current.next++;
    const key = keys === undefined ? next : (keys[next] as string);
    let member: unknown;
    let from: unknown;
    let wrong: string | undefined;
    try {
      member = from = (value as Record<string | number, unknown>)[key];
    } catch {
      wrong = UNREADABLE;
    }
    if (typeof member === "object" && member !== null) ({ value: member, wrong } = read(member, key));
    if (typeof key === "number") {
      if (member === undefined && wrong === undefined && isHole(value, key)) {
        // One report is enough: an array may have four billion holes.
        wrong = "a hole in the array";
        current.length = 0;
      }
    } else {
      room -= key.length + 4; // Its quotes, a colon and a comma.
      // Treated as absent; but skipping takes time, too.
      if (wrong === undefined && (member === undefined || isMethod(key, member))) continue;
      if (room < 0) break;
      writer.string(TAG.key, key);
      if (!isWellFormed(key)) wrong = "a property whose name has half a surrogate pair";
    }
    write(member, from, wrong);
  }
  return room < 0 ? undefined : { words: writer.words, text: writer.text };
}
