/** Strings to UTF-8 and back: made when first needed, so that the files of the package load where they are missing. */

interface Encoder {
  encode: (text: string) => Uint8Array;
  encodeInto: (text: string, into: Uint8Array) => { written: number };
}

interface Decoder {
  decode: (bytes: Uint8Array) => string;
}

let encoder: Encoder | undefined;
let decoder: Decoder | undefined;

export function encoderOf(): Encoder {
  return (encoder ??= new TextEncoder());
}

export function decoderOf(): Decoder {
  return (decoder ??= new TextDecoder("utf-8", { ignoreBOM: true, fatal: false }));
}

/** Uses these: under jsdom, jest hides the global variables of Node.js that would be used otherwise. */
export function useCoders(encodes: Encoder, decodes: Decoder): void {
  encoder = encodes;
  decoder = decodes;
}
