/** JSON documents and the places in them that JSON Pointers (RFC 6901) name. */

/** A value of a JSON document. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The names along a pointer. */
export function steps(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A pointer one step longer. */
export function inside(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Whether a value is an object, and not an array. */
export function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in a sentence: a string as it is, anything else as JSON. */
export function worded(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** The value at a place, if there is one. */
export function valueAt(document: Json | undefined, pointer: string): Json | undefined {
  let value = document;
  for (const step of steps(pointer)) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/**
 * The document with another value at a place, or with none for `undefined`. What is missing on the way is made, what
 * is no object on the way is replaced, and an object that becomes empty by taking its last value away goes too, unless
 * it is the document's own or its definition.
 */
export function withValue(document: Json, pointer: string, value: Json | undefined): Json {
  return change(document, steps(pointer), value, 0) ?? {};
}

const kept = new Set(["definition"]);

function change(
  document: Json | undefined,
  way: string[],
  value: Json | undefined,
  depth: number,
): Json | undefined {
  const step = way[depth];
  if (step === undefined) return value;
  if (Array.isArray(document)) {
    const items = [...document];
    const item = change(items[Number(step)], way, value, depth + 1);
    if (item === undefined) items.splice(Number(step), 1);
    else items[Number(step)] = item;
    return items.length > 0 ? items : undefined;
  }
  const members = isObject(document) ? { ...document } : {};
  const had = Object.hasOwn(members, step);
  const member = change(had ? members[step] : undefined, way, value, depth + 1);
  if (member === undefined) Reflect.deleteProperty(members, step);
  else members[step] = member;
  const isEmpty = had && member === undefined && Object.keys(members).length === 0;
  return isEmpty && depth > 0 && !kept.has(way[depth - 1] ?? "") ? undefined : members;
}
