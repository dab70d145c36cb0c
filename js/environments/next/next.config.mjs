export default {
  output: "standalone",
  distDir: process.env.DIST,
  // The projects around this one are none of its business.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  // With webpack, the output would look for the module where it was built. Turbopack needs no such line.
  serverExternalPackages: process.env.EXTERNAL?.split(" "),
};
