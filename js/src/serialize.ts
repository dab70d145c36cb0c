/** Writes values as JSON text for the WebAssembly module, and notes what JSON cannot say. */

/** JSON text, and by number of the value in it (in document order, from 0) the name of what JSON cannot say there. */
export interface Serialized {
  text: string;
  foreign: Map<number, string>;
}

/** An array or object that is being written. */
interface Open {
  value: object;
  /** What it was made of, where `toJSON` made it; otherwise itself. */
  origin: object;
  /** The keys of an object; undefined for an array. */
  keys: string[] | undefined;
  length: number;
  next: number;
  /** What stands before the next member: nothing or a comma. */
  separator: "" | ",";
}

/** Deeper than the reader ever goes: it refuses such a document, whatever stands further down. */
const DEEPEST = 600;
/** More values than the reader ever takes. */
const MOST_VALUES = 10_000_001;
/** How long a text may get that is put together of small ones. */
const LONGEST_PIECE = 4_096;

const UNREADABLE = "a property that throws an error when it is read";
const THROWS = "an object that throws an error when it is read";
const LONE_SURROGATE = /\p{Surrogate}/u;
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

/**
 * Writes any value as JSON text: instances of classes as the plain objects that they are, and what has a `toJSON` as
 * that gives it, as `JSON.stringify` does. Each property is read once, nothing of the value is called but its getters,
 * its traps and `toJSON`, and it never throws: what cannot be written is `null` in the text and has its name in
 * `foreign`. `wrong` says what is wrong with the value as a whole already.
 */
export function serialize(root: unknown, wrong?: string): Serialized {
  const foreign = new Map<number, string>();
  const open: Open[] = [];
  const ancestors = new Set<object>();
  const pieces: string[] = [];
  let text = "";
  let count = 0;

  /** Writes a value, made by the `toJSON` of its origin; `wrong` says what is wrong with it already. */
  const write = (value: unknown, origin: unknown, wrong?: string): void => {
    const number = count++;
    let name = wrong;
    if (name === undefined) {
      switch (typeof value) {
        case "string":
          if (NEEDS_NO_ESCAPE.test(value)) text += `"${value}"`;
          else if (LONE_SURROGATE.test(value)) name = "a text with half a surrogate pair";
          else text += JSON.stringify(value);
          break;
        case "number":
          if (Number.isFinite(value)) text += `${value}`;
          else name = `${value}`;
          break;
        case "boolean":
        case "bigint":
          text += `${value}`;
          break;
        case "object":
          if (value === null) text += "null";
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
    if (name !== undefined) {
      text += "null";
      foreign.set(number, name);
    }
  };

  /** Begins an array or object, or says why it is neither. */
  const begin = (value: object, origin: object): string | undefined => {
    if (ancestors.has(value) || ancestors.has(origin)) return "an object that contains itself";
    if (open.length >= DEEPEST) return "too deep";
    try {
      const isArray = Array.isArray(value);
      if (!isArray) {
        const name = classOf(value);
        if (name !== undefined) return name;
      }
      const keys = isArray ? undefined : Object.keys(value);
      const length = isArray ? value.length : (keys as string[]).length;
      open.push({ value, origin, keys, length, next: 0, separator: "" });
    } catch {
      return THROWS;
    }
    ancestors.add(value).add(origin);
    text += Array.isArray(value) ? "[" : "{";
    return undefined;
  };

  const whole = wrong === undefined ? read(root, "") : { value: root, wrong };
  write(whole.value, root, whole.wrong ?? scalarOf(root, whole.value));
  for (let current = open.at(-1); current !== undefined; current = open.at(-1)) {
    const { value, origin, keys, next } = current;
    if (next >= current.length || count > MOST_VALUES) {
      text += keys === undefined ? "]" : "}";
      open.pop();
      ancestors.delete(value);
      ancestors.delete(origin);
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
    if (typeof member === "object" && member !== null) ({ value: member, wrong } = read(member, `${key}`));
    if (typeof key === "number") {
      text += current.separator;
      if (member === undefined && wrong === undefined && isHole(value, key)) {
        // One report is enough: an array may have four billion holes.
        wrong = "a hole in the array";
        current.length = 0;
      }
    } else {
      // As if it were not there.
      if (wrong === undefined && (member === undefined || isMethod(key, member))) continue;
      text += current.separator;
      if (NEEDS_NO_ESCAPE.test(key)) text += `"${key}":`;
      else if (LONE_SURROGATE.test(key)) {
        text += `${JSON.stringify(wellFormed(key))}:`;
        wrong = "a property whose name has half a surrogate pair";
      } else text += `${JSON.stringify(key)}:`;
    }
    current.separator = ",";
    write(member, from, wrong);
    if (text.length > LONGEST_PIECE) {
      // Engines keep a text that grows as a tree of its parts, which is slow to keep when it gets large. To read one
      // character makes it one piece.
      text.charCodeAt(0);
      pieces.push(text);
      text = "";
    }
  }
  if (pieces.length > 0) text = pieces.join("") + text;
  return { text, foreign };
}

/** A value as it is read, or what is wrong with it. */
interface Read {
  value: unknown;
  wrong?: string | undefined;
}

/** What the `toJSON` of a value gives; without one the value itself. Never throws. */
function read(value: unknown, key: string): Read {
  if (typeof value !== "object" || value === null) return { value };
  try {
    const { toJSON } = value as { toJSON?: unknown };
    // The bytes of a file have one in Node.js, but are no document.
    if (typeof toJSON !== "function" || ArrayBuffer.isView(value)) return { value };
    if (tagOf(value) === "Date" && Number.isNaN(Number(value))) return { value, wrong: "an invalid Date" };
    try {
      return { value: toJSON.call(value, key) as unknown };
    } catch {
      return { value, wrong: "an object whose toJSON throws an error" };
    }
  } catch {
    return { value, wrong: THROWS };
  }
}

/** What is wrong with a whole input of which `toJSON` makes no object: its text would be taken for JSON text. */
function scalarOf(root: unknown, value: unknown): string | undefined {
  const isObject = (one: unknown): one is object => typeof one === "object" && one !== null;
  if (!isObject(root) || isObject(value)) return undefined;
  try {
    return nameOf(root);
  } catch {
    return THROWS;
  }
}

/** Whether it is what makes JSON of an object, which is no part of it. */
function isMethod(key: string, member: unknown): boolean {
  return key === "toJSON" && typeof member === "function";
}

/** A field of an object: its name, and its value or what is wrong with it. */
export type Field = readonly [name: string, value: unknown, wrong?: string];

/** The fields of an object, each read once. None where they cannot be listed. Never throws. */
export function fieldsOf(object: unknown): Field[] {
  let names: string[];
  try {
    names = typeof object === "object" && object !== null ? Object.keys(object) : [];
  } catch {
    return [];
  }
  return names.map((name) => {
    try {
      return [name, (object as Record<string, unknown>)[name]];
    } catch {
      return [name, undefined, UNREADABLE];
    }
  });
}

/** An object with the fields of all, those of the last if several have one. A field that throws an error still does. */
export function merged(...objects: object[]): object {
  const all = {};
  for (const [name, value, wrong] of objects.flatMap(fieldsOf)) {
    const field = wrong === undefined ? { value, writable: true } : { get: unreadable };
    Object.defineProperty(all, name, { ...field, enumerable: true, configurable: true });
  }
  return all;
}

function unreadable(): never {
  throw new TypeError(UNREADABLE);
}

/** The object whose fields are read where this is a whole input; undefined where it is none. Never throws. */
export function objectOf(input: unknown): object | undefined {
  const { value, wrong } = read(input, "");
  try {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return wrong === undefined && isObject && classOf(value) === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The text with U+FFFD in place of every half of a surrogate pair. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

function isHole(array: object, index: number): boolean {
  try {
    return !Object.hasOwn(array, index);
  } catch {
    return false;
  }
}

/**
 * What an object is, for people, unless it has the fields of a document: a plain object, or an instance of a class of
 * the user's. May throw.
 */
function classOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  // The Object.prototype of another window or worker is no other than ours, to the user.
  if (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "hasOwnProperty")) {
    return undefined;
  }
  const tag = tagOf(value);
  if (tag === "Promise" || typeof (value as { then?: unknown }).then === "function") {
    return "a Promise: await it first";
  }
  const isOfAClass = typeof constructorOf(prototype as object) === "function";
  return isOfAClass && !isOfThePlatform(tag) ? undefined : nameOf(value);
}

/** What the platform calls an object: `Map` for a Map and for what extends it, `Object` for the user's own. May throw. */
function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Whether objects with this tag hold what they hold in a way of their own, not in fields. */
function isOfThePlatform(tag: string): boolean {
  if (tag === "Object") return false;
  // No class of the user's has a tag with a blank: it is an iterator.
  return tag.includes(" ") || typeof (globalThis as Record<string, unknown>)[tag] === "function";
}

/** The class of an object's prototype. `Object.create` gives a prototype that is of none. May throw. */
function constructorOf(prototype: object): unknown {
  const constructor: unknown = Object.hasOwn(prototype, "constructor") ? prototype.constructor : undefined;
  return constructor === Object ? undefined : constructor;
}

/** The name of an object's class, for people. May throw. */
function nameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
  const constructor: unknown = prototype?.constructor;
  const name: unknown = typeof constructor === "function" ? constructor.name : "";
  if (typeof name !== "string" || name === "" || name === "Object") return "an object with a prototype";
  const article = /^[AEIOU]/i.test(name) ? "an" : "a";
  return `${article} ${wellFormed(name.slice(0, 60))}`;
}
