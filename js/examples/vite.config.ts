import { defineConfig } from "vite";

const examples = ["react-hook-form", "tanstack-form", "json-schema-form", "json-forms", "plain", "wizard"];

export default defineConfig({
  base: "./",
  build: {
    rolldownOptions: {
      input: examples.map((name) => `${name}/index.html`),
      // Packages for React say "use client", which means nothing here.
      onLog: (level, log, report) => log.code === "MODULE_LEVEL_DIRECTIVE" || report(level, log),
    },
  },
});
