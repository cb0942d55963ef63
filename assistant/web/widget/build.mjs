// `npm run widget`: the scripts and styles of this folder as the few files in ../static that a browser gets. Those are
// kept in the repository, so that nobody needs npm to use the product; a test says when they are not up to date.
import { build, transform } from "esbuild";
import { readFile } from "node:fs/promises";

const here = import.meta.dirname;
const parts = {
  name: "parts",
  setup({ onLoad, onResolve }) {
    // What is only fetched when it is needed, the words, which the service makes a module of, and what is taken from a
    // page before the page can change it.
    onResolve({ filter: /^\.\/(chat|widget_launcher|widget_natives|words\.json)\.js$/ }, ({ path, kind }) =>
      kind === "entry-point" ? null : { path, external: true },
    );
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

await build({
  absWorkingDir: here,
  entryPoints: ["./widget.js", "./widget_natives.js", "./widget_launcher.js", "./chat.js"],
  outdir: process.argv[2] ?? `${here}/../static`,
  bundle: true,
  format: "esm",
  minify: true,
  charset: "utf8",
  plugins: [parts],
});
