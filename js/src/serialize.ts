/** Writes values as JSON for the WebAssembly module, and notes values that JSON cannot represent. */

/** A value as JSON. */
export interface Serialized {
  text: string;
  /**
   * The values that JSON cannot represent: an object with their names by their numbers in document order, from 0. The
   * empty string if there are none.
   */
  foreign: string;
}

/** An array or object that is being written. */
interface Open {
  value: object;
  /** The object whose `toJSON` returned it; otherwise itself. */
  origin: object;
  /** The keys of an object; undefined for an array. */
  keys: string[] | undefined;
  length: number;
  next: number;
  /** The separator before the next member: nothing or a comma. */
  separator: "" | ",";
}

/** Deeper than the reader goes: it refuses such a document, whatever is further down. */
const DEEPEST = 600;
/** The most values that the reader accepts by default. */
const MOST_VALUES = 10_000_000;
/** The maximum length of a string that is concatenated from small ones. */
const LONGEST_PIECE = 4_096;
/** The maximum length of a string that is escaped at once: escaping can make it six times as long. */
const LONGEST_SLICE = 65_536;
/** A BigInt with more bits is far beyond every integer that the reader accepts, and slow to write. */
const MOST_BITS = 4_096;

const UNREADABLE = "a property that throws an error when it is read";
const THROWS = "an object that throws an error when it is read";
const LONE_SURROGATE = /\p{Surrogate}/u;
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

/**
 * Writes any value as JSON: instances of classes as plain objects, and objects with a `toJSON` as that returns them, as
 * `JSON.stringify` does. Each property is read once, and only getters, traps and `toJSON` of the value are called. It
 * never throws: a value that cannot be written is `null` in the text, with its name in `foreign`. `wrong` is what is
 * already known to be wrong with the whole value.
 *
 * It stops after one value more than the `most` that the reader accepts.
 *
 * Objects that share parts are short in memory and long as text: it returns undefined if the text would be longer than
 * `longest`.
 */
export function serialize(
  root: unknown,
  longest: number,
  wrong?: string,
  most = MOST_VALUES,
): Serialized | undefined {
  const open: Open[] = [];
  const ancestors = new Set<object>();
  const texts: string[] = [];
  const foreigns: string[] = [];
  let text = "";
  let foreign = "";
  let foreignSeparator = "{";
  let room = longest;
  let count = 0;

  /** Sets aside what was written. */
  const flush = (): void => {
    // Engines store a growing string as a tree of its parts, which is slow when it gets large. Reading one character
    // flattens it.
    text.charCodeAt(0);
    foreign.charCodeAt(0);
    texts.push(text);
    foreigns.push(foreign);
    room -= text.length + foreign.length;
    text = foreign = "";
  };

  /** Writes a string with escapes. */
  const escape = (string: string): void => {
    if (string.length <= LONGEST_SLICE) {
      text += JSON.stringify(string);
      return;
    }
    text += '"';
    for (let start = 0; start < string.length && room >= 0; start += LONGEST_SLICE) {
      text += JSON.stringify(string.slice(start, start + LONGEST_SLICE)).slice(1, -1);
      flush();
    }
    text += '"';
  };

  /** Writes a value that the `toJSON` of its origin returned; `wrong` is what is already known to be wrong with it. */
  const write = (value: unknown, origin: unknown, wrong?: string): void => {
    const number = count++;
    let name = wrong;
    if (name === undefined) {
      switch (typeof value) {
        case "string":
          if (value.length > room) room = -1;
          else if (NEEDS_NO_ESCAPE.test(value)) text += `"${value}"`;
          else if (LONE_SURROGATE.test(value)) name = "a string with half a surrogate pair";
          else escape(value);
          break;
        case "number":
          if (Number.isFinite(value)) text += `${value}`;
          else name = `${value}`;
          break;
        case "bigint":
          if (BigInt.asIntN(MOST_BITS, value) !== value) name = `a BigInt of more than ${MOST_BITS} bits`;
          else text += `${value}`;
          break;
        case "boolean":
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
      foreign += `${foreignSeparator}"${number}":${JSON.stringify(name)}`;
      foreignSeparator = ",";
    }
  };

  /** Begins an array or object, or returns why it is neither. */
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
  for (let current = open.at(-1); current !== undefined && room >= 0; current = open.at(-1)) {
    const { value, origin, keys, next } = current;
    if (next >= current.length || count > most + 1) {
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
      if (wrong === undefined && (member === undefined || isMethod(key, member))) {
        // Treated as absent; but skipping takes time, too.
        room -= key.length + 4;
        continue;
      }
      text += current.separator;
      if (key.length > room) room = -1;
      else if (NEEDS_NO_ESCAPE.test(key)) text += `"${key}":`;
      else if (LONE_SURROGATE.test(key)) {
        escape(wellFormed(key));
        text += ":";
        wrong = "a property whose name has half a surrogate pair";
      } else {
        escape(key);
        text += ":";
      }
    }
    current.separator = ",";
    write(member, from, wrong);
    if (text.length > LONGEST_PIECE) flush();
  }
  if (foreignSeparator === ",") foreign += "}";
  flush();
  return room < 0 ? undefined : { text: texts.join(""), foreign: foreigns.join("") };
}

/** A value that was read, or what is wrong with it. */
interface Read {
  value: unknown;
  wrong: string | undefined;
}

/** The result of a value's `toJSON`, or the value itself if it has none. Never throws. */
function read(value: unknown, key: string): Read {
  if (typeof value !== "object" || value === null) return { value, wrong: undefined };
  try {
    const toJSON = methodOf(value, "toJSON");
    // A Buffer has one in Node.js, but is not a document.
    if (toJSON === undefined || ArrayBuffer.isView(value)) return { value, wrong: undefined };
    if (tagOf(value) === "Date" && Number.isNaN(Number(value))) return { value, wrong: "an invalid Date" };
    try {
      return { value: toJSON.call(value, key), wrong: undefined };
    } catch {
      return { value, wrong: "an object whose toJSON throws an error" };
    }
  } catch {
    return { value, wrong: THROWS };
  }
}

/** A method of an object, unless it is one that somebody gave to all objects or arrays. May throw. */
function methodOf(value: object, name: "toJSON" | "then"): ((key: string) => unknown) | undefined {
  const method = (value as Record<string, unknown>)[name];
  if (typeof method !== "function") return undefined;
  const isOfAll = [Object.prototype, Array.prototype].some(
    (prototype) => ownField(prototype as unknown as Record<string, unknown>, name) === method,
  );
  return isOfAll ? undefined : (method as (key: string) => unknown);
}

/** What is wrong with a whole input whose `toJSON` returns no object: a string would be taken for a document. */
function scalarOf(root: unknown, value: unknown): string | undefined {
  const isObject = (one: unknown): one is object => typeof one === "object" && one !== null;
  if (!isObject(root) || isObject(value)) return undefined;
  try {
    return nameOf(root);
  } catch {
    return THROWS;
  }
}

/** Whether it is an object's `toJSON`, which is not part of its data. */
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
  return ofFields(objects.flatMap(fieldsOf));
}

function ofFields(fields: readonly Field[]): object {
  const all = {};
  for (const [name, value, wrong] of fields) {
    define(all, name, wrong === undefined ? { value, writable: true } : { get: unreadable });
  }
  return all;
}

/** The options, and of the defaults those that they omit; `undefined` is the same as absent. */
export function withDefaults(options: unknown, defaults: object): object {
  const given = fieldsOf(options).filter(([, value, wrong]) => value !== undefined || wrong !== undefined);
  const omitted = fieldsOf(defaults).filter(([name]) => given.every(([other]) => other !== name));
  return ofFields([...omitted, ...given]);
}

function unreadable(): never {
  throw new TypeError(UNREADABLE);
}

/**
 * Defines a property of an object, whatever an assignment would do: the name may be `__proto__`, and `Object.prototype`
 * may have a setter of that name, or fields of descriptors.
 */
export function define(object: object, name: PropertyKey, property: PropertyDescriptor): void {
  const whole = { configurable: true, enumerable: true, ...property };
  Object.defineProperty(object, name, Object.setPrototypeOf(whole, null) as PropertyDescriptor);
}

/** A field of an object itself: not one of `Object.prototype`. */
export function ownField<Fields extends object, Name extends keyof Fields>(
  object: Fields | null | undefined,
  name: Name,
): Fields[Name] | undefined {
  return object != null && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The object whose fields are read if this is a whole input, or undefined if it is none. Never throws. */
export function objectOf(input: unknown): object | undefined {
  const { value, wrong } = read(input, "");
  try {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return wrong === undefined && isObject && classOf(value) === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The string with U+FFFD in place of every half of a surrogate pair. */
export function wellFormed(text: string): string {
  // In slices: replacing many halves at once would exhaust the memory.
  const slices: string[] = [];
  for (let start = 0, end: number; start < text.length; start = end) {
    end = start + LONGEST_SLICE;
    if (isFirstHalf(text.charCodeAt(end - 1))) end--;
    slices.push(text.slice(start, end).replace(/\p{Surrogate}/gu, "\uFFFD"));
  }
  return slices.join("");
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** The number of bytes of a string in UTF-8. */
export function bytesIn(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // Two halves of a surrogate pair are four bytes.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

function isHole(array: object, index: number): boolean {
  try {
    return !Object.hasOwn(array, index);
  } catch {
    return false;
  }
}

/**
 * What an object is, in words, unless it can have the fields of a document: a plain object, or an instance of a class of
 * the user. May throw.
 */
function classOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  // To the user, the Object.prototype of another window or worker is the same as ours.
  if (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "hasOwnProperty")) {
    return undefined;
  }
  const tag = tagOf(value);
  if (tag === "Promise" || methodOf(value, "then") !== undefined) {
    return "a Promise: await it first";
  }
  const isOfAClass = typeof constructorOf(prototype as object) === "function";
  return isOfAClass && !isOfThePlatform(tag) ? undefined : nameOf(value);
}

/** The platform's tag of a value: `Map` for a Map and its subclasses, `Object` for the user's own. May throw. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Whether objects with this tag hold their data in something other than fields. */
function isOfThePlatform(tag: string): boolean {
  if (tag === "Object") return false;
  // The tag of a user's class has no space: this is an iterator.
  return tag.includes(" ") || typeof (globalThis as Record<string, unknown>)[tag] === "function";
}

/** The class of an object's prototype. A prototype from `Object.create` has none. May throw. */
function constructorOf(prototype: object): unknown {
  const constructor: unknown = Object.hasOwn(prototype, "constructor") ? prototype.constructor : undefined;
  return constructor === Object ? undefined : constructor;
}

/** The name of an object's class, in words. May throw. */
function nameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
  const constructor: unknown = prototype?.constructor;
  const name: unknown = typeof constructor === "function" ? constructor.name : "";
  if (typeof name !== "string" || name === "" || name === "Object") return "an object with a prototype";
  const article = /^[AEIOU]/i.test(name) ? "an" : "a";
  return `${article} ${wellFormed(name.slice(0, 60))}`;
}
