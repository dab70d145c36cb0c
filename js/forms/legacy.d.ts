// Here, because package.json can send old compilers only to a file of its folder.
export * from "../dist/cjs/forms/slim.js";
