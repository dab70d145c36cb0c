/** Reading the file of a module in Node.js, wherever a bundler has put it. */
import { ScaleBatchError } from "./engine.js";

/** The bytes that the first of these ways to read the file finds. */
export function firstRead(ways: readonly (() => Uint8Array<ArrayBuffer>)[]): Uint8Array<ArrayBuffer> {
  let cause: unknown;
  for (const way of ways) {
    try {
      return way();
    } catch (error) {
      cause ??= error;
    }
  }
  throw new ScaleBatchError(
    "The file of the WebAssembly module of scale-batch cannot be read (in Deno: --allow-read), or is not where its bundle " +
      "looks for it: leave the package out of the bundle (in Next.js by serverExternalPackages), or import its entry slim " +
      "and pass the bytes.",
    { cause },
  );
}
