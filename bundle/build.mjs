// Builds what the reading room's pages need of npm: `npm ci && npm run build` in this folder (README.md).
import {createHash} from "node:crypto";
import {cp, mkdir, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {basename, join} from "node:path";
import {build} from "esbuild";

const STATIC = "../newscrawl/browse/static";
const FONT = "node_modules/@fontsource-variable/source-serif-4";
const SUBSETS = ["latin", "latin-ext", "greek", "cyrillic"];
const SOURCES = ["build.mjs", "package.json", "package-lock.json", "plot.js"];
const LICENCES = "plot.LICENSES.txt";

// Pages forbid <style> elements (Content-Security-Policy), and Plot makes one for each plot: plots.css has its rules.
// Its legends do the same, and are left out: pages write their own, in HTML.
const withoutStyles = {
  name: "without-styles",
  setup({onLoad}) {
    onLoad({filter: /plot[/\\]src[/\\]plot\.js$/}, async ({path}) => {
      const code = await readFile(path, "utf8");
      const changed = code.replace(/svg\.append\("style"\)\.text\(\s*`[^`]*`\s*\)/, "svg");
      if (changed === code) throw new Error("Plot makes its <style> elsewhere now: look for it, and mend build.mjs");
      return {contents: changed};
    });
    onLoad({filter: /plot[/\\]src[/\\]legends\.js$/}, () => ({
      contents: "export const createLegends = () => [], exposeLegends = () => () => {}, legend = () => {};",
    }));
  },
};

async function script() {
  const {metafile, outputFiles} = await build({
    entryPoints: ["plot.js"],
    outfile: join(STATIC, "plot.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    banner: {js: `// Observable Plot and what it needs; made by bundle/build.mjs; licences: ${LICENCES}`},
    plugins: [withoutStyles],
    metafile: true,
    write: false,
  });
  const [{path, text}] = outputFiles;
  if (/["']style["']\)|\beval\(|new Function/.test(text)) throw new Error("plot.js does what the pages forbid");
  await writeFile(path, text);
  const [{inputs}] = Object.values(metafile.outputs);
  const used = Object.entries(inputs).filter(([, input]) => input.bytesInOutput).map(([name]) => name);
  return new Set(used.flatMap((name) => name.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []));
}

// With those of what a package itself may have bundled (d3-array holds internmap).
async function withDependencies(names) {
  const packages = [...names].map((name) => readFile(`node_modules/${name}/package.json`, "utf8"));
  const dependencies = (await Promise.all(packages)).map((text) => Object.keys(JSON.parse(text).dependencies ?? {}));
  return new Set([...names, ...dependencies.flat()]);
}

async function licences(names) {
  const texts = [...names].sort().map(async (name) => {
    const {version} = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
    const licence = await readFile(`node_modules/${name}/LICENSE`, "utf8");
    return `${name} ${version}\n\n${licence.trim()}\n`;
  });
  await writeFile(join(STATIC, LICENCES), (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`));
}

async function fonts() {
  const folder = join(STATIC, "fonts");
  await rm(folder, {recursive: true, force: true});
  await mkdir(folder, {recursive: true});
  const faces = [];
  for (const sheet of ["wght.css", "wght-italic.css"]) {
    const css = await readFile(join(FONT, sheet), "utf8");
    for (const face of css.match(/@font-face \{[^}]*\}/g)) {
      const [, file, subset] = face.match(/url\(\.\/files\/(source-serif-4-(.+)-wght-\w+\.woff2)\)/);
      if (!SUBSETS.includes(subset)) continue;
      await cp(join(FONT, "files", file), join(folder, file));
      const version = (await digest(join(folder, file)))[1].slice(0, 10); // as newscrawl/browse/asset.py has it
      const named = face.replace("Source Serif 4 Variable", "Source Serif 4");
      faces.push(named.replace(`./files/${file}`, `fonts/${file}?v=${version}`));
    }
  }
  await cp(join(FONT, "LICENSE"), join(folder, "LICENSE.txt"));
  const head = "/* Source Serif 4, weights 200 to 900; made by bundle/build.mjs; licence: fonts/LICENSE.txt */\n";
  await writeFile(join(STATIC, "fonts.css"), `${head}${faces.join("\n")}\n`);
  return (await readdir(folder)).sort().map((name) => `fonts/${name}`);
}

const digest = async (path) => [basename(path), createHash("sha256").update(await readFile(path)).digest("hex")];

async function record(made) {
  const sources = Object.fromEntries(await Promise.all(SOURCES.map(digest)));
  const entries = await Promise.all(made.map(async (name) => [name, (await digest(join(STATIC, name)))[1]]));
  await writeFile("built.json", `${JSON.stringify({sources, made: Object.fromEntries(entries)}, null, 2)}\n`);
}

await mkdir(STATIC, {recursive: true});
await licences(await withDependencies(await script()));
await record(["plot.js", LICENCES, "fonts.css", ...(await fonts())]);
