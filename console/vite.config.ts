// How the console is built: one page, split by screen, everything served from our own address.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

const api = process.env.SIGAP_API_URL ?? "http://127.0.0.1:8112";

const proxy = {
  "/api": { target: api, changeOrigin: false },
  "/live": { target: api.replace(/^http/, "ws"), ws: true, changeOrigin: false },
};

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const PACKED = /\.(js|mjs|css|html|svg|webmanifest)$/;

/** The API serves these as they are: packing on every request would cost time that calls need. */
function packed(folder: string): Plugin {
  return {
    name: "packed",
    apply: "build",
    enforce: "post",
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        for (const file of readdirSync(folder, { recursive: true, encoding: "utf-8" }).filter((name) =>
          PACKED.test(name),
        )) {
          const path = join(folder, file);
          writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
        }
      },
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [
    react(),
    VitePWA({
      registerType: "prompt",
      injectRegister: false,
      manifest: {
        name: "Sigap 112",
        short_name: "Sigap",
        description: "112 dispatch: the crew's screen",
        lang: "id",
        start_url: "./#/crew",
        display: "standalone",
        background_color: "#11161d",
        theme_color: "#11161d",
        icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any maskable" }],
      },
      // Only the shell is kept: what /api and /live say is never answered from a cache.
      workbox: {
        globPatterns: ["**/*.{js,mjs,css,html,svg}"],
        navigateFallback: "index.html",
        navigateFallbackDenylist: [/^\/(api|live|healthz|readyz|metrics)/],
      },
    }),
    packed("dist"),
  ],
  build: { target: "es2022", assetsInlineLimit: 0, sourcemap: false, chunkSizeWarningLimit: 1200 },
  server: { proxy },
  // As the API serves it; what this forbids here would not work there.
  preview: { proxy, headers: { "Content-Security-Policy": CONTENT_SECURITY_POLICY } },
  // Of a busy machine: a test that reads all of the sources takes more than the five seconds of the default there.
  test: { include: ["src/**/*.test.{ts,tsx}"], restoreMocks: true, testTimeout: 60_000 },
});
