// The loader for other sites: a classic script of its own, at a stable address and at one that carries its hash.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build, type Plugin } from "vite";

/** As long as the names that the desk makes (app/routers/embedding.py). */
const NAME_LENGTH = 20;

/** `entry` becomes embed.js; beside it lie embed/HASH.js and the loaders of former releases from `kept`. */
export function loader(entry: string, kept: string): Plugin {
  let target = "";
  return {
    name: "loader",
    apply: "build",
    configResolved: (config) => { target = resolve(config.root, config.build.outDir); },
    writeBundle: { sequential: true, order: "post", handler: async () => {
      await compile(entry, target);
      await pin(target, kept);
    } },
  };
}

async function compile(entry: string, target: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: target,
      emptyOutDir: false,
      target: "es2021",
      rollupOptions: { input: entry, output: { format: "iife", entryFileNames: "embed.js" } },
    },
  });
}

async function pin(target: string, kept: string): Promise<void> {
  const folder = resolve(target, "embed");
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(kept)) if (name.endsWith(".js")) await copyFile(resolve(kept, name), resolve(folder, name));
  const newest = resolve(target, "embed.js");
  const name = createHash("sha384").update(await readFile(newest)).digest("hex").slice(0, NAME_LENGTH);
  await copyFile(newest, resolve(folder, `${name}.js`));
}
