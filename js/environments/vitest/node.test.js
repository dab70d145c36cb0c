// @vitest-environment node
import "./both.js";
