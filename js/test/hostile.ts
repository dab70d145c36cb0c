/** Values that break careless code, for Node.js and for browsers: see hostile.test.ts and browser/hostile.test.ts. */
import type * as ScaleBatch from "scale-batch";

type Library = Pick<typeof ScaleBatch, "readDefinition" | "validateBatch">;

/** What is wrong with the library, one line each; none is right. */
export function failuresWith({ readDefinition, validateBatch }: Library): string[] {
  const failures: string[] = [];

  const check = (title: string, value: unknown, expected: RegExp | "valid"): void => {
    try {
      const { errors } = readDefinition(value as ScaleBatch.BatchDefinition);
      const said = errors.map(({ description }) => description).join(" ");
      const right = expected === "valid" ? said === "" : expected.test(said);
      if (!right) failures.push(`${title}: ${said.slice(-200) || "no errors"}`);
    } catch (error) {
      failures.push(`${title}: threw ${String(error)}`);
    }
    // Whatever it was, the next call works.
    if (
      !validateBatch({ recipe_type_id: 1, definition: { dataset: 5 } }).errors.every(
        ({ path }) => path !== "",
      )
    ) {
      failures.push(`${title}: broke the next call`);
    }
  };
  const dataset = (title: string, value: unknown, expected: RegExp | "valid"): void =>
    check(title, { dataset: value }, expected);

  // Everything that is no JSON, as a field and as the document.
  class Thenable {
    then(): void {}
  }
  class Documents extends Map<string, unknown> {}
  const throws = (): never => {
    throw new Error("no");
  };
  const cycle: Record<string, unknown> = {};
  cycle["previous_batch"] = { root_batch_id: cycle };
  const foreign: [string, unknown, RegExp][] = [
    ["NaN", NaN, /it is NaN/],
    ["Infinity", Infinity, /it is Infinity/],
    ["-Infinity", -Infinity, /it is -Infinity/],
    ["a function", () => 1, /it is a function/],
    ["a symbol", Symbol("x"), /it is a symbol/],
    ["an invalid Date", new Date(NaN), /it is an invalid Date/],
    ["a Map", new Map([["dataset", 1]]), /it is a Map/],
    ["a Set", new Set([1]), /it is a Set/],
    ["a RegExp", /x/, /it is a RegExp/],
    ["a promise", Promise.resolve({}), /it is a Promise: await it first/],
    ["what can be awaited", new Thenable(), /it is a Promise: await it first/],
    ["a class that extends Map", new Documents(), /it is a Documents/],
    ["an iterator", [1][Symbol.iterator](), /it is an object with a prototype|Iterator/],
    ["an Error", new TypeError("x"), /it is a TypeError/],
    ["bytes with a toJSON", Object.assign(new Uint8Array(4), { toJSON: () => ({}) }), /it is an? Uint8Array/],
    [
      "a toJSON that gives a promise",
      { toJSON: () => Promise.resolve({}) },
      /it is a Promise: await it first/,
    ],
    [
      "a toJSON that gives a function",
      { toJSON: () => () => 1 },
      /it is (a function|an object with a prototype)/,
    ],
    ["a toJSON that throws", { toJSON: throws }, /it is an object whose toJSON throws an error/],
    ["a typed array", new Uint8Array(4), /it is an? Uint8Array/],
    ["an ArrayBuffer", new ArrayBuffer(4), /it is an ArrayBuffer/],
    ["a boxed number", Object(5), /it is a Number/],
    ["an object with a prototype", Object.create({ dataset: 1 }), /it is an object with a prototype/],
    ["a revoked proxy", revoked({}), /throws an error when it is read/],
    ["a revoked array", revoked([]), /throws an error when it is read/],
  ];
  for (const [title, value, expected] of foreign) {
    dataset(`${title} as a field`, value, expected);
    check(`${title} as the document`, value, expected);
  }
  // What a class makes is read as the object that it is, and a toJSON is asked, once.
  class Request {
    dataset: unknown = 1;
  }
  class Dated extends Request {
    constructor(readonly toJSON: (key: string) => unknown) {
      super();
    }
  }
  check("an instance of a class", new Request(), "valid");
  dataset(
    "an instance of a class as a field",
    new Request(),
    /must be an integer: the id of a dataset, but it is an object/,
  );
  dataset("a Date as a field", new Date(0), /but it is the (text|string) "1970-01-01T00:00:00.000Z"/);
  check("a Date as the document", new Date(0), /it is a Date/);
  dataset("a toJSON", { toJSON: () => 5 }, "valid");
  dataset("a toJSON that is told the key", { toJSON: (key: string) => key.length }, "valid");
  check("a toJSON that gives undefined", { dataset: 5, forced_nodes: { toJSON: () => undefined } }, "valid");
  // eslint-disable-next-line @typescript-eslint/no-misused-spread -- the copy has what the object itself has
  check("a toJSON that gives a copy", new Dated(() => ({ ...new Dated(throws) })), "valid");
  check("a toJSON that gives an object of a class", new Dated(() => new Request()), "valid");
  const itself: { dataset: number; toJSON?: () => unknown } = { dataset: 5 };
  itself.toJSON = () => itself;
  check("a toJSON that gives itself", itself, "valid");
  const again: object = { toJSON: () => ({ previous_batch: again }) };
  check("a toJSON that gives what it is in", again, /contains itself/);
  const endlessly = (): object => ({ toJSON: () => ({ previous_batch: endlessly() }) });
  check("a toJSON without end", endlessly(), /more than 256 levels/);
  check("a toJSON that is no function", JSON.parse('{"toJSON": 1}'), /There is no field "toJSON"/);

  check("undefined as the document", undefined, /"definition" is missing/);
  check("a cycle", cycle, /it is an object that contains itself/);
  check("half a surrogate pair in JSON text", '{"dataset": "\uD800"}', /must be an integer/);
  dataset("half a surrogate pair", "\uD800", /a string with half a surrogate pair/);
  check("half a surrogate pair in a name", { "data\uDC00set": 1 }, /There is no field/);

  // Getters and traps that throw, lie or never end.
  const getter = {
    get dataset(): number {
      throw new Error("no");
    },
  };
  check("a getter that throws", getter, /throws an error when it is read/);
  let reads = 0;
  const counting = {
    get dataset(): number {
      return ++reads;
    },
  };
  check("a getter that counts", counting, "valid");
  if (reads !== 1) failures.push(`a property was read ${reads} times`);
  // Without a prototype: pollution.test.ts adds fields to the usual one.
  const descriptor = Object.assign(Object.create(null) as PropertyDescriptor, {
    enumerable: true,
    configurable: true,
    value: 1,
  });
  const endless: object = new Proxy(
    {},
    {
      ownKeys: () => ["dataset"],
      getOwnPropertyDescriptor: () => descriptor,
      get: () => endless,
    },
  );
  check("a proxy that holds itself", endless, /contains itself/);
  const fresh = (): object =>
    new Proxy(
      {},
      {
        ownKeys: () => ["dataset"],
        getOwnPropertyDescriptor: () => descriptor,
        get: fresh,
      },
    );
  check("a proxy without end", fresh(), /more than 256 levels/);
  for (const trap of ["get", "ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor"] as const) {
    const proxy = new Proxy(
      { dataset: 1 },
      {
        [trap]: () => {
          throw new Error("no");
        },
      },
    );
    check(`a proxy whose ${trap} throws`, proxy, /throws an error when it is read/);
  }

  // Numbers at the edge.
  dataset("a BigInt", 5n, "valid");
  dataset("a huge BigInt", 10n ** 400n, /too far from zero/);
  dataset("-0", -0, "valid");
  dataset("2^53", 2 ** 53, /too far from zero/);
  dataset("1e21", 1e21, /must be|too far/);
  dataset("a half", 0.5, /must be an integer/);

  // Names that JavaScript gives a meaning.
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "toJSON", "then"]) {
    const value = JSON.parse(`{"${name}": {"all": true}}`) as object;
    check(name, value, new RegExp(`There is no field "${name}"`));
    const nodes = { forced_nodes: { all: false, sub_recipes: value } };
    const { document } = readDefinition(nodes as ScaleBatch.BatchDefinition);
    const forced = document?.forced_nodes as { sub_recipes?: object } | undefined;
    if (forced?.sub_recipes === undefined || !Object.hasOwn(forced.sub_recipes, name)) {
      failures.push(`${name}: lost as the name of a node`);
    }
  }
  check("a name that is a symbol", { dataset: 1, [Symbol("x")]: 1 }, "valid");
  check("undefined fields", { dataset: 1, forced_nodes: undefined }, "valid");
  check("an object without a prototype", Object.assign(Object.create(null), { dataset: 1 }), "valid");

  // Arrays with holes.
  const forced = (nodes: unknown): object => ({ forced_nodes: { all: false, nodes } });
  check("a hole", forced(["a", , "b"]), /it is a hole in the array/);
  check("undefined in an array", forced(["a", undefined]), /it is undefined/);
  check("four billion holes", forced(new Array(2 ** 32 - 1)), /it is a hole in the array/);

  // Much of everything.
  dataset("a text of 10 MB", "x".repeat(10_000_000), /must be an integer/);
  dataset("a text of 10 million other characters", "\u20AC".repeat(10_000_000), /must be an integer/);
  let deep: object = {};
  for (let depth = 0; depth < 100_000; depth++) deep = depth % 2 === 0 ? [deep] : { dataset: deep };
  check("100,000 levels", deep, /more than 256 levels/);
  check("100,000 levels of text", "[".repeat(100_000), /more than 256 levels/);
  const wide: Record<string, number> = {};
  for (let key = 0; key < 1_000_000; key++) wide[`key_${key}`] = key;
  check("1,000,000 keys", wide, /Only 1000 errors are listed/);
  const context = { dataset: { id: 5, files_per_parameter: wide }, batches: wide };
  const request = { recipe_type_id: 1, definition: { dataset: 5 } };
  const { unchecked } = validateBatch(request, context);
  if (unchecked.length === 0) failures.push("1,000,000 keys in a context: nothing is unchecked");
  check("1,000,000 wrong items", forced(new Array(1_000_000).fill(NaN)), /Only 1000 errors are listed/);
  return failures;
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}
