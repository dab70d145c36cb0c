/** Gives tests that import `scale-batch` the exports of `scale-batch/forms`, and those that only `scale-batch` has. */
import type { ResolveHook } from "node:module";

const everything = new URL("everything.js", import.meta.url).href;

export const resolve: ResolveHook = (specifier, context, next) => {
  const isOfATest = specifier === "scale-batch" && context.parentURL !== everything;
  return next(isOfATest ? everything : specifier, context);
};
