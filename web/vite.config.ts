// Builds the pages into app/static, where the desk serves them.
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { alone } from "./plugins/alone.ts";
import { compressed } from "./plugins/compressed.ts";
import { loader } from "./plugins/loader.ts";

const page = (name: string): string => resolve(import.meta.dirname, `${name}.html`);

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    alone("chat"),
    loader(resolve(import.meta.dirname, "src/embed/loader.ts"), resolve(import.meta.dirname, "loaders")),
    compressed(),
  ],
  build: {
    outDir: "../app/static",
    emptyOutDir: true,
    // The pages' Content-Security-Policy is default-src 'self': no data: addresses and no inline polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rollupOptions: { input: { host: page("host"), example: page("example"), console: page("console"), board: page("board"), about: page("about") } },
  },
});
