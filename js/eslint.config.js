// Type-aware rules for all TypeScript here; each folder is read with the settings that it is compiled with.
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

export default defineConfig(
  globalIgnores([
    "**/build",
    "**/dist",
    "src/generated",
    // The projects of tests are compiled there, each with its own settings.
    "packaging",
    // Part of no TypeScript project: its builder reads it.
    "examples/angular/vite.config.ts",
  ]),
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          "tsconfig.esm.json",
          "tsconfig.cjs.json",
          "tsconfig.json",
          "bench/tsconfig.json",
          "demo/tsconfig.json",
          "examples/tsconfig.json",
          "examples/angular/tsconfig.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // `() => call()` says what it does, whether or not the call returns something.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // node:test waits for its tests itself.
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["test", "suite"] }] },
      ],
      // Characters are counted as the library counts them: by code points.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // JSON has no types: who calls a function of the module says what it returns.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // `{ left, ...rest }` leaves a field out.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // A number in a template is written as everybody expects it.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["examples/**"],
    rules: {
      // An example shows one thing; the elements of its own page are there.
      "@typescript-eslint/no-non-null-assertion": "off",
      // React's forms take handlers that return promises.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // Its `noValidate` is deprecated, and nothing replaces it yet.
    files: ["examples/json-schema-form/**"],
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  {
    // Its AnyFieldApi is `any` in all parameters, and the types in full are too deep for TypeScript.
    files: ["examples/tanstack-form/**"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // The params of a problem are of unknown types there, and are put into sentences.
    files: ["examples/translation/**"],
    rules: { "@typescript-eslint/restrict-template-expressions": "off" },
  },
);
