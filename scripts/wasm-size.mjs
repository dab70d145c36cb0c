// wasm-size.mjs FILE…: prints the size of each file, raw and as servers compress it.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const kB = (bytes) => `${(bytes.length / 1000).toFixed(1)} kB`;

for (const file of process.argv.slice(2)) {
  const raw = readFileSync(file);
  const [gzip, brotli] = [gzipSync(raw, { level: 9 }), brotliCompressSync(raw)];
  console.log(`${file}: ${kB(raw)}, gzip -9 ${kB(gzip)}, brotli ${kB(brotli)}`);
}
