// Prints the sizes of the package: packed, unpacked, and of the WebAssembly module as servers send it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const [pack] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" }),
);
console.log(`package: ${kB(pack.size)} packed, ${kB(pack.unpackedSize)} unpacked, ${pack.entryCount} files`);
const wasm = readFileSync(new URL("../dist/scale_batch_bg.wasm", import.meta.url));
const [gzip, brotli] = [gzipSync(wasm, { level: 9 }), brotliCompressSync(wasm)];
console.log(`wasm: ${kB(wasm.length)}, gzip -9 ${kB(gzip.length)}, brotli ${kB(brotli.length)}`);
