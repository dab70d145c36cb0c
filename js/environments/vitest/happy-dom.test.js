// @vitest-environment happy-dom
import { expect, test } from "vitest";

import "./both.js";

test("happy-dom is the environment", () => {
  expect(document.createElement("form").tagName).toBe("FORM");
});
