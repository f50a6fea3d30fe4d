// Writes a list of the tests that verify each numbered statement of the handbook. The handbook shows them beside the
// statement. A test names its statement by [Trait("Statement", "P14.1")]. The script reads the source of the tests,
// because the tests are compiled after the application. StatementTests compares the list with the compiled tests.
//
//   node statement-tests.mjs <folder of the tests> <file to write>
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

const [folder, output] = process.argv.slice(2);
const tests = new Map();

for (const file of existsSync(folder) ? readdirSync(folder, { recursive: true }).sort() : [])
  if (file.endsWith(".cs") && !/(^|[\\/])(bin|obj)[\\/]/.test(file)) read(file);

function read(file) {
  const place = relative(folder, join(folder, dirname(file))).split(sep).join("/");
  let type = "", ids = [];
  for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
    type = /^(?:[a-z]+ )*(?:class|record) (\w+)/.exec(line)?.[1] ?? type;
    if (/^\s+\[/.test(line)) ids.push(...[...line.matchAll(/Trait\("Statement", "([^"]+)"\)/g)].map(match => match[1]));
    const method = ids.length > 0 && /^\s+(?:public|internal|private|static|async)\b[^(=]*?\b(\w+)\s*\(/.exec(line)?.[1];
    if (!method) continue;
    for (const id of ids) tests.set(id, [...tests.get(id) ?? [], `${place ? `${place}/` : ""}${type}.${method}`]);
    ids = [];
  }
}

// Sorts ids such as P14.1 by the number of the handbook chapter (14), then by the number of the statement (1).
const numbers = id => id.match(/\d+/g)?.map(Number) ?? [Infinity, Infinity];
const byNumber = (a, b) => numbers(a)[0] - numbers(b)[0] || numbers(a)[1] - numbers(b)[1];
const lines = [...tests.keys()].sort(byNumber).map(id => {
  const names = [...new Set(tests.get(id))].sort().map(name => JSON.stringify(name));
  return `  ${JSON.stringify(id)}: [${names.join(", ")}]`;
});
const text = `{\n${lines.join(",\n")}\n}\n`;
// Does not write an unchanged file, so that its date stays the same and nothing is compiled again.
if (!existsSync(output) || readFileSync(output, "utf8") !== text) {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
}
