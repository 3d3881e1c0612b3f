// A page that is built by itself: one script and one style, so that a slow phone asks the desk as seldom as it can.
import { resolve } from "node:path";
import { build, type InlineConfig, type Plugin } from "vite";

/** `page` (a name without .html) with the main build's own settings, but shared with no other page. */
export function alone(page: string): Plugin {
  let settings: InlineConfig = {};
  return {
    name: "alone",
    apply: "build",
    configResolved: ({ root, build: { outDir, target, assetsInlineLimit } }) => {
      settings = {
        root,
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        build: {
          outDir: resolve(root, outDir),
          emptyOutDir: false,
          target,
          assetsInlineLimit,
          modulePreload: { polyfill: false },
          rollupOptions: { input: { [page]: resolve(root, `${page}.html`) } },
        },
      };
    },
    writeBundle: { sequential: true, order: "post", handler: async () => {
      await build({ ...settings, configFile: false, publicDir: false, logLevel: "warn" });
    } },
  };
}
