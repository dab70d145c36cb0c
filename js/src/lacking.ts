/** The messages where the module cannot run. */

/** Where there is no WebAssembly. */
export const LACKING =
  "scale-batch needs WebAssembly, which is missing here or turned off: turn it on, in Node.js by omitting --jitless.";

/** What has to be there, for a platform that refuses the module. */
export const NEEDED =
  "It needs Node.js 20, Chrome 96, Firefox 92, Safari 15.4 or newer, and 'wasm-unsafe-eval' in a Content-Security-Policy.";
