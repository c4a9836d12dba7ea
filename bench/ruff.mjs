// Checks every Python file below a folder with ruff's performance rules: its WebAssembly build, since npm carries no native one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";

const workspace = new Workspace({ lint: { select: ["PERF"] } }, PositionEncoding.Utf8);
let files = 0;
let found = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith(".py")) continue;
  files += 1;
  found += workspace.check(readFileSync(join(entry.parentPath, entry.name), "utf8")).length;
}
console.log(`${files} files, ${found} findings`);
