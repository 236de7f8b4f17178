// Builds the page's script and style into ../assets (default), or the tests into .tests (--tests).
// Same sources and same lock file give the same bytes: nothing here reads a clock, a path or the environment.
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);

const shared = { bundle: true, charset: "utf8", legalComments: "none", logLevel: "warning", target: ["es2022"] };

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
  });
  await build({
    ...shared,
    entryPoints: { atlas: "src/style/atlas.css" },
    outdir: "../assets",
    minify: true,
    target: ["chrome110", "firefox115", "safari16.4"],
  });
}
