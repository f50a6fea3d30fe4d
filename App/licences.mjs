// Writes a list of the program's dependencies and their licences. Reads the lock files and the restored packages. A
// package without a known licence fails the build.
//
//   node licences.mjs <root of the repository> <folder of the NuGet packages> <version of .NET> <file to write>
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [root, packages, runtime, output] = process.argv.slice(2);
const read = (...path) => readFileSync(join(...path), "utf8").replace(/^\uFEFF/, "");

// Maps what a package declares to the licence on the page: a URL, a choice of two licences, or an unusual identifier.
const known = new Map([
  ["http://go.microsoft.com/fwlink/?LinkId=329770", "Microsoft .NET Library"],
  ["https://github.com/trichards57/zxcvbn-cs/blob/master/LICENSE", "MIT"],
  ["MS-PL OR Apache-2.0", "Apache-2.0"],
  ["BSD-0-Clause", "0BSD"],
]);

const decode = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"")
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replace(/&amp;/g, "&").trim();

// The names of packages that only the build uses. They are not part of the program.
const tools = [...read(root, "App/App.csproj").matchAll(/<PackageReference Include="([^"]+)" PrivateAssets="all"/g)]
  .map(match => match[1]);

function licenceText(folder) {
  const file = readdirSync(folder).find(name => /licen[cs]e(\.txt|\.md)?$/i.test(name));
  return file ? read(folder, file).replace(/\r\n/g, "\n").trim() : undefined;
}

function nugetPackage(name, version) {
  const folder = join(packages, name.toLowerCase(), version);
  const nuspec = read(folder, `${name.toLowerCase()}.nuspec`);
  const element = tag => decode(new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`).exec(nuspec)?.[1] ?? "");
  const named = element("license") || element("licenseUrl");
  const licence = known.get(named) ?? named;
  if (!licence || licence.includes("/")) throw new Error(`The licence of ${name} is unknown: ${named}`);
  return {
    name, version, licence,
    holder: element("copyright").replace(/\s+/g, " ") || element("authors"),
    url: element("projectUrl"),
    text: licenceText(folder),
  };
}

function npmPackage(name) {
  const folder = join(root, "node_modules", name);
  const { version, license, author, homepage } = JSON.parse(read(folder, "package.json"));
  if (!license) throw new Error(`The licence of ${name} is unknown`);
  const holder = (typeof author === "string" ? author : author?.name) ?? name;
  return { name, version, licence: known.get(license) ?? license, holder, url: homepage, text: licenceText(folder) };
}

const locked = Object.values(JSON.parse(read(root, "App/packages.lock.json")).dependencies).flatMap(Object.entries);
const versions = new Map(locked.filter(([name]) => !tools.includes(name))
  .map(([name, entry]) => [name, entry.resolved]));
const dependencies = [
  {
    name: ".NET and ASP.NET Core", version: runtime, licence: "MIT", holder: "© .NET Foundation and Contributors",
    url: "https://dotnet.microsoft.com/",
  },
  { name: "SQLite", version: "", licence: "Public domain", holder: "", url: "https://sqlite.org/copyright.html" },
  ...[...versions].map(([name, version]) => nugetPackage(name, version)),
  ...Object.keys(JSON.parse(read(root, "package.json")).dependencies).map(npmPackage),
].sort((a, b) => a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1);

const text = `${JSON.stringify(dependencies, null, 1)}\n`;
// An unchanged list is not written, because a new file date would compile the program again.
if (!existsSync(output) || readFileSync(output, "utf8") !== text) {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
}
