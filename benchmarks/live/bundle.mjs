// Packs TipTap as frontend/build.mjs packs our editor, and prints its bytes in brotli.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

const here = dirname(fileURLToPath(import.meta.url));
const made = await build({
  absWorkingDir: here, entryPoints: [join(here, "tiptap.js")], bundle: true, charset: "utf8", format: "iife",
  legalComments: "none", logLevel: "error", target: "es2021", write: false,
});
const compress = { drop_console: true, ecma: 2020, keep_fargs: false, passes: 3, unsafe_arrows: true };
const { code } = await minify(made.outputFiles[0].text, { compress, mangle: { toplevel: true }, format: { ecma: 2020 } });
console.log(brotliCompressSync(code).length);
