/** What the two sides of a worker send each other. */
import type { Call, WasmCode } from "../engine.js";
import type { Problem } from "../generated/documents.js";
import type { Part } from "../tape.js";

/** What a worker is asked. It answers in the order in which it is asked. */
export type Request =
  /** Loads the module from elsewhere. */
  | { readonly act: "load"; readonly source: string | WasmCode }
  /** Calls a function, with a context that is held if it has the number of one. */
  | { readonly act: "call"; readonly call: Call; readonly held: number | undefined }
  /** Reads a context, and holds it under a number. */
  | { readonly act: "hold"; readonly parts: readonly Part[]; readonly held: number }
  /** Replaces parts of a context. */
  | { readonly act: "update"; readonly parts: readonly Part[]; readonly held: number }
  /** Forgets a context. */
  | { readonly act: "release"; readonly held: number };

/** The answer to a request: the result, or what a function threw. */
export type Reply =
  | { readonly result: unknown }
  | { readonly failure: { readonly message: string; readonly errors: readonly Problem[] } };
