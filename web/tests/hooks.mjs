// Module hooks: a .ts or .tsx file is compiled by Vite's compiler before Node reads it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transformWithOxc } from "vite";

export async function load(url, context, nextLoad) {
  if (!/\.tsx?$/.test(url)) return nextLoad(url, context);
  const path = fileURLToPath(url);
  const source = await readFile(path, "utf8");
  const compiled = await transformWithOxc(source, path, { jsx: { runtime: "automatic", importSource: "preact" } });
  return { format: "module", source: compiled.code, shortCircuit: true };
}
