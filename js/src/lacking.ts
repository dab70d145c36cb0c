/** The message where there is no WebAssembly. */
export const LACKING =
  "scale-batch needs WebAssembly, which is missing here or turned off: turn it on, in Node.js by omitting --jitless.";
