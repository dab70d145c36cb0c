import angular from "@analogjs/vite-plugin-angular";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  build: { outDir: "../dist/angular", emptyOutDir: true },
  plugins: [angular({ tsconfig: fileURLToPath(new URL("tsconfig.json", import.meta.url)) })],
});
