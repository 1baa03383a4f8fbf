// How the app is built, served while it is made, and tested.

import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { locales } from "./build/locales.ts";

export default defineConfig({
  plugins: [react(), locales()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // a client of 2021 is the oldest that Telegram's own apps still carry; color-mix and dvh have fallbacks in the styles
  build: {
    target: "es2022",
    cssTarget: ["chrome105", "safari16"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"], restoreMocks: true },
});
