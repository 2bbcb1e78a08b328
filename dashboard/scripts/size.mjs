// The first load (the page, its styles and every script it names) must stay small.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 60;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));

function loadedFirst(key, found = new Set()) {
  const chunk = manifest[key];
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const next of chunk.imports ?? []) loadedFirst(next, found);
  return found;
}

const files = ["index.html", ...loadedFirst("index.html")];
const sizes = files.map((file) => [file, gzipSync(readFileSync(dist + file)).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0) / 1000;
for (const [file, size] of sizes)
  console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`);
console.log(`${total.toFixed(1).padStart(7)} kB  first load, gzip (at most ${LIMIT_KB})`);
if (total > LIMIT_KB) process.exit(1);
