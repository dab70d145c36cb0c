/** @jest-environment node */
require("./both.js");
