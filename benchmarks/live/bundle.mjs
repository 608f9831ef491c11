// Packs the file that is named as frontend/build.mjs packs our editor, and prints its bytes in brotli.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

const here = dirname(fileURLToPath(import.meta.url));
/** What our own files need of the libraries that TipTap brings too is packed once. */
const oneCopy = {
  name: "one-copy",
  setup(packing) {
    packing.onResolve({ filter: /^(prosemirror|y-|yjs)/ }, ({ path, importer, kind }) =>
      importer.includes("/frontend/") ? packing.resolve(path, { kind, resolveDir: here }) : undefined);
  },
};
const made = await build({
  absWorkingDir: here, entryPoints: [join(here, process.argv[2])], bundle: true, charset: "utf8", format: "iife",
  external: ["../text/*", "../suggest/*"], legalComments: "none", logLevel: "error", plugins: [oneCopy], target: "es2021", write: false,
});
const compress = { drop_console: true, ecma: 2020, keep_fargs: false, passes: 3, unsafe_arrows: true };
const { code } = await minify(made.outputFiles[0].text, { compress, mangle: { toplevel: true }, format: { ecma: 2020 } });
console.log(brotliCompressSync(code).length);
