// Bundles the live editor into advocacy/static/editor/, or its tests into build/frontend/ (--tests).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);

/** Two parts of y-prosemirror are our own. Its comparison of texts knows no caret; its hashes name marks that lie upon
 * one another, which ours never do. And two of Yjs: its coloured warnings, and its looking about where it runs. */
const ourOwnParts = {
  name: "our-own-parts",
  setup({ onResolve }) {
    const instead = (filter, path, whose = "y-prosemirror") =>
      onResolve({ filter }, ({ importer }) => (importer.includes(whose) ? { path: join(here, path) } : undefined));
    instead(/^lib0\/diff$/, "live/difference.js");
    instead(/\/utils\.js$/, "live/hashes.js");
    instead(/^lib0\/logging$/, "live/quiet.js", "yjs");
    instead(/^(lib0|\.)\/environment(\.js)?$/, "live/surroundings.js", "node_modules");
  },
};

/** Yjs keeps what came too early in its second format, and pulls all of it in for that. Ours keeps it in the first, the
 * one that goes over the wire: a tenth of the library less to load. Every mention changes, so that nothing mixes the two. */
const oneFormat = {
  name: "one-format",
  setup({ onLoad }) {
    onLoad({ filter: /\/yjs\/dist\/yjs\.mjs$/ }, ({ path }) => {
      const [code, names, ...rest] = readFileSync(path, "utf8").split("\nexport {");
      const mention = /(?<!class )\b(Update|DS)(En|De)coderV2\b/g;
      if (!names || rest.length || (code.match(mention) || []).length < 20) throw new Error("Yjs has changed: look at one-format again");
      return { contents: `${code.replace(mention, "$1$2coderV1")}\nexport {${names}` };
    });
  },
};

/** What the libraries say to programmers when they are called wrongly: the kind of the error and its place are enough here. */
const shortErrors = {
  name: "short-errors",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/(prosemirror-\w+\/dist\/index\.js|lib0\/\w+\.js)$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/\bthrow new (\w*Error)\(["'`][^;\n]*\);$/gm, "throw new $1();"),
    }));
  },
};

const shared = { absWorkingDir: root, bundle: true, charset: "utf8", legalComments: "none", logLevel: "warning", plugins: [ourOwnParts, oneFormat] };

async function tests() {
  const into = join(root, "build/frontend");
  rmSync(into, { recursive: true, force: true });
  const names = readdirSync(join(here, "tests")).filter((name) => /\.(test|wire)\.js$/.test(name));
  await build({
    ...shared,
    entryPoints: names.map((name) => join(here, "tests", name)),
    outdir: into,
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
    splitting: true, // one copy of every library for all of them
    target: "node20",
  });
}

/** The editor, and beside it what few pages need and load when they do. */
async function editor() {
  const into = join(root, "advocacy/static/editor");
  const scripts = [await script("page/main.js", "iife"), await script("page/late.js", "esm")];
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  for (const [at, name] of ["editor.js", "late.js"].entries()) {
    writeFileSync(join(into, name), scripts[at]);
    // packed once and as small as can be: a telephone pays for every byte, and packing so takes a second
    writeFileSync(join(into, `${name}.br`), brotliCompressSync(scripts[at]));
  }
}

/** One script with all that it imports. */
async function script(entry, format) {
  const made = await build({
    ...shared,
    plugins: [...shared.plugins, shortErrors],
    entryPoints: [join(here, entry)],
    format,
    target: "es2021",
    mangleProps: /^_./,
    write: false,
  });
  const compress = { drop_console: true, ecma: 2020, inline: 1, lhs_constants: false, passes: 3, sequences: false, unsafe_arrows: true };
  const { code } = await minify(made.outputFiles[0].text, { compress, mangle: { toplevel: true }, format: { ecma: 2020 }, module: format === "esm" });
  return code;
}

await (process.argv.includes("--tests") ? tests() : editor());
