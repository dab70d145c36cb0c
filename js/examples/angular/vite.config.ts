import angular from "@analogjs/vite-plugin-angular";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  root: path("."),
  base: "./",
  build: {
    outDir: "../dist/angular",
    emptyOutDir: true,
    rolldownOptions: { input: [path("index.html"), path("reactive.html")] },
  },
  plugins: [angular({ tsconfig: path("tsconfig.json") })],
});
