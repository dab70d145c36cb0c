import { defineConfig } from "vite";

export default defineConfig({
  // Relative addresses, so that the built page works under any path.
  base: "./",
  build: {
    target: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
  },
  preview: { host: "127.0.0.1", port: 4173 },
});
