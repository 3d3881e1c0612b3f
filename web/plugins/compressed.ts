// Beside each file that is worth it lie its compressed forms, so that the desk never compresses a file itself.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** The same as in app/routers/built_files.py. */
const WORTH_IT = new Set([".js", ".css", ".svg"]);
const FOLDERS = ["assets", "embed"];

/** After everything else is written. */
export function compressed(): Plugin {
  let target = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved: (config) => { target = resolve(config.root, config.build.outDir); },
    writeBundle: { sequential: true, order: "post", handler: async () => {
      for (const folder of FOLDERS) await compressAll(resolve(target, folder));
    } },
  };
}

async function compressAll(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => WORTH_IT.has(extname(name)));
  await Promise.all(names.map((name) => compress(resolve(folder, name))));
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path);
  const smallest = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }));
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, smallest));
}
