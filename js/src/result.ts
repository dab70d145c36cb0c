/** Results as the module writes them: a tape of words and a text with all strings. `src/write/tape.rs` describes it. */
import { LITERALS, type Make } from "./generated/literals.js";
import { decoderOf } from "./coders.js";
import { define, ownField } from "./objects.js";

/** What a word does. */
const CONSTANT = 0;
const INTEGER = 1;
const DOUBLE = 2;
const STRING = 3;
const ARRAY = 4;
const MAP = 5;
const SHAPE = 6;
const TAG_BITS = 3;
const TAG_MASK = 2 ** TAG_BITS - 1;

const CONSTANTS = [null, false, true];

/** The keys of objects, by how many they are, and how objects with them are made. */
interface Shape {
  readonly count: number;
  readonly make: Make;
}

/** The two halves of a double. */
const halves = new Uint32Array(2);
const double = new Float64Array(halves.buffer);

/** Reads results in the memory of an instance. */
export class Results {
  readonly #memory: { readonly buffer: ArrayBuffer };
  #words = new Uint32Array();
  /** The shapes of objects in all results so far. */
  readonly #shapes: Shape[] = [];

  constructor(memory: { readonly buffer: ArrayBuffer }) {
    this.#memory = memory;
  }

  /** The result that is described at that address. */
  read(address: number): unknown {
    const { buffer } = this.#memory;
    if (this.#words.buffer !== buffer) this.#words = new Uint32Array(buffer); // The memory has grown.
    const words = this.#words;
    const at = address >>> 2;
    const first = (words[at] as number) >>> 2;
    const length = words[at + 1] as number;
    const strings = decoderOf().decode(new Uint8Array(buffer, words[at + 2], words[at + 3]));
    this.#shapes.length = words[at + 4] as number;
    return valueOf(words, first, first + length, strings, this.#shapes);
  }
}

/** The value on a tape: the words from one place to another. New shapes are added to those that are known. */
function valueOf(words: Uint32Array, from: number, to: number, text: string, shapes: Shape[]): unknown {
  const stack: unknown[] = [];
  let top = 0;
  let at = 0;
  for (let place = from; place < to; place++) {
    const word = words[place] as number;
    const number = word >>> TAG_BITS;
    switch (word & TAG_MASK) {
      case CONSTANT:
        stack[top++] = CONSTANTS[number];
        break;
      case INTEGER:
        stack[top++] = (word | 0) >> TAG_BITS;
        break;
      case DOUBLE:
        halves[0] = words[++place] as number;
        halves[1] = words[++place] as number;
        stack[top++] = double[0];
        break;
      case STRING:
        stack[top++] = text.slice(at, (at += number));
        break;
      case ARRAY:
        top -= number;
        stack[top] = stack.slice(top, top + number);
        top++;
        break;
      case MAP: {
        top -= 2 * number;
        const object = {};
        for (let entry = 0; entry < number; entry++) {
          add(object, stack[top + 2 * entry] as string, stack[top + 2 * entry + 1]);
        }
        stack[top++] = object;
        break;
      }
      case SHAPE: {
        top -= number;
        const keys = stack.slice(top, top + number) as string[];
        shapes.push({ count: number, make: ownField(LITERALS, keys.join()) ?? generic(keys) });
        break;
      }
      default: {
        const { count, make } = shapes[number] as Shape;
        top -= count;
        stack[top] = make(stack, top);
        top++;
      }
    }
  }
  return stack[0];
}

/** Makes objects with keys for which there is no literal. */
function generic(keys: readonly string[]): Make {
  return (stack, first) => {
    const object = {};
    keys.forEach((key, number) => add(object, key, stack[first + number]));
    return object;
  };
}

/** Adds a property, as JSON.parse does, even where all objects inherit one of that name. */
function add(object: object, key: string, value: unknown): void {
  if (key in Object.prototype) define(object, key, { value, writable: true });
  else (object as Record<string, unknown>)[key] = value;
}
