export * from "../dist/cjs/forms/require.js";
