// @vitest-environment jsdom
import { expect, test } from "vitest";

import "./both.js";

test("jsdom is the environment", () => {
  expect(document.createElement("form").tagName).toBe("FORM");
});
