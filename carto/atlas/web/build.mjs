// Builds the page's script and style into ../assets (default), or the tests into .tests (--tests).
// Same sources and same lock file give the same bytes: nothing here reads a clock, a path or the environment.
import { build, transform } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);

const shared = { bundle: true, charset: "utf8", legalComments: "none", logLevel: "warning", target: ["es2022"] };

/** Texts as three long lists, keys, French, English: like stands by like, and the page is smaller for it. */
const texts = {
  name: "texts",
  setup(page) {
    page.onLoad({ filter: /src\/texts-\w+\.ts$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "ts" });
      const [[name, said]] = Object.entries(await import(`data:text/javascript,${encodeURIComponent(code)}`));
      const lists = [Object.keys(said), ...[0, 1].map((at) => Object.values(said).map((both) => both[at]))];
      if (lists.flat().some((text) => text.includes("\n"))) throw new Error(`${path}: a text is one line`);
      const [keys, french, english] = lists.map((list) => `${JSON.stringify(list.join("\n"))}.split("\\n")`);
      return { contents: `const f = ${french}, e = ${english}; export const ${name} = Object.fromEntries(${keys}.map((key, i) => [key, [f[i], e[i]]]));`, loader: "js" };
    });
  },
};

if (process.argv.includes("--tests")) {
  const files = readdirSync("tests").filter((name) => name.endsWith(".test.ts"));
  await build({
    ...shared,
    entryPoints: files.map((name) => join("tests", name)),
    outdir: ".tests",
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
    sourcemap: "inline",
  });
} else {
  await build({
    ...shared,
    entryPoints: { atlas: "src/main.ts" },
    outdir: "../assets",
    format: "iife",
    minify: true,
    plugins: [texts],
  });
  await build({
    ...shared,
    entryPoints: { atlas: "src/style/atlas.css" },
    outdir: "../assets",
    minify: true,
    target: ["chrome110", "firefox115", "safari16.4"],
  });
}
