// How the verifier for Node is built: one readable file beside the app, which anyone can take away and run.

import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    target: "node20",
    ssr: "src/verify/command.ts",
    emptyOutDir: false,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { entryFileNames: "verify.mjs", codeSplitting: false } },
  },
});
