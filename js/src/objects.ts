/** Reads objects of JavaScript, whatever they do: getters that throw, proxies, prototypes that were changed. */

export const UNREADABLE = "a property that throws an error when it is read";
export const THROWS = "an object that throws an error when it is read";
/** With the flag `u`, a pair is one character, and only a half without its other half is one of these. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

const { hasOwnProperty } = Object.prototype as {
  hasOwnProperty: (this: object, name: PropertyKey) => boolean;
};

/** `Object.hasOwn`, which the oldest browsers lack that the module runs in. */
export function hasOwn(object: object, name: PropertyKey): boolean {
  return hasOwnProperty.call(object, name);
}

/** A value that was read, or what is wrong with it. */
interface Read {
  value: unknown;
  wrong: string | undefined;
}

/** The result of a value's `toJSON`, or the value itself if it has none. Never throws. */
export function read(value: unknown, key: string | number): Read {
  if (typeof value !== "object" || value === null) return { value, wrong: undefined };
  try {
    const toJSON = methodOf(value, "toJSON");
    // A Buffer has one in Node.js, but is not a document.
    if (toJSON === undefined || ArrayBuffer.isView(value)) return { value, wrong: undefined };
    if (tagOf(value) === "Date" && Number.isNaN(Number(value))) return { value, wrong: "an invalid Date" };
    try {
      return { value: toJSON.call(value, `${key}`), wrong: undefined };
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
export function scalarOf(root: unknown, value: unknown): string | undefined {
  const isObject = (one: unknown): one is object => typeof one === "object" && one !== null;
  if (!isObject(root) || isObject(value)) return undefined;
  try {
    return nameOf(root);
  } catch {
    return THROWS;
  }
}

/** Whether it is an object's `toJSON`, which is not part of its data. */
export function isMethod(key: string, member: unknown): boolean {
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
  return ofFields(new Array<Field>().concat(...objects.map(fieldsOf)));
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
  return object != null && hasOwn(object, name) ? object[name] : undefined;
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

/** Whether every half of a surrogate pair in the string has its other half. */
export const isWellFormed: (text: string) => boolean = (() => {
  // Not in the types of ES2022, but in most engines, and much faster.
  const method = (String.prototype as { isWellFormed?: () => boolean }).isWellFormed;
  return method === undefined ? (text) => !LONE_SURROGATE.test(text) : (text) => method.call(text);
})();

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

/** Whether an array has no item there. Never throws. */
export function isHole(array: object, index: number): boolean {
  try {
    return !hasOwn(array, index);
  } catch {
    return false;
  }
}

/**
 * What an object is, in words, unless it can have the fields of a document: a plain object, or an instance of a class of
 * the user. May throw.
 */
export function classOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  // To the user, the Object.prototype of another window or worker is the same as ours.
  if (Object.getPrototypeOf(prototype) === null && hasOwn(prototype as object, "hasOwnProperty")) {
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
  const constructor: unknown = hasOwn(prototype, "constructor") ? prototype.constructor : undefined;
  return constructor === Object ? undefined : constructor;
}

/** The name of an object's class, in words. May throw. */
function nameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null;
  const constructor: unknown = prototype?.constructor;
  const name: unknown = typeof constructor === "function" ? constructor.name : "";
  if (typeof name !== "string" || name === "" || name === "Object") return "an object with a prototype";
  const article = /^[AEIOU]/i.test(name) ? "an" : "a";
  return `${article} ${name.slice(0, 60)}`;
}
