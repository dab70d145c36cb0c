/** @jest-environment jsdom */
require("./both.js");

test("jsdom is the environment", () => {
  expect(document.createElement("form").tagName).toBe("FORM");
});
