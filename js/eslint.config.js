// Type-aware rules for all TypeScript here; each folder is linted with its own compiler settings.
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

export default defineConfig(
  globalIgnores([
    "**/build",
    "**/dist",
    "src/generated",
    // The projects of tests are compiled there, each with its own settings.
    "packaging",
    "environments",
    // Only what package.json leads to: one export each.
    "forms/*.d.ts",
    // Not part of a TypeScript project: its build tool reads it.
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
      // `() => call()` is clear, whether or not the call returns something.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // node:test awaits its tests itself.
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["test", "suite"] }] },
      ],
      // Characters are counted as in the library: by code points.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // Before TypeScript 3.7 only an interface could hold itself.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      // JSON has no types: the caller of a module function declares what it returns.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // `{ left, ...rest }` omits a field.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // A number in a template is written as expected.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    // Bundlers find the file of the module in this form.
    files: ["src/require.ts", "src/forms/require.ts"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["examples/**"],
    rules: {
      // Examples are short, and the elements of their own page exist.
      "@typescript-eslint/no-non-null-assertion": "off",
      // React forms accept handlers that return promises.
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
    // The params of a problem have unknown types there, and are put into sentences.
    files: ["examples/translation/**"],
    rules: { "@typescript-eslint/restrict-template-expressions": "off" },
  },
);
