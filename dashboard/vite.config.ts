import { defineConfig } from "vitest/config";

// VOICEMON_URL points the development server at a running `voicemon serve`.
const server = process.env.VOICEMON_URL ?? "http://127.0.0.1:8321";

export default defineConfig({
  base: "./",
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: { target: "es2022", assetsInlineLimit: 0, manifest: true, chunkSizeWarningLimit: 200 },
  server: { proxy: { "/api": server, "/socket.io": { target: server, ws: true } } },
  test: { environment: "happy-dom", include: ["tests/**/*.test.{ts,tsx}"] },
});
