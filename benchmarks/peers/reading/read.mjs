// One peer over a folder of pages: node read.mjs TOOL FOLDER [ROUNDS]
// With ROUNDS it prints pages a second of the last rounds, warm; without, an article line a page, for the scorer.
import { gunzipSync } from "node:zlib";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [tool, folder, rounds] = process.argv.slice(2);

const readers = {
  async readability() {
    const { Readability } = await import("@mozilla/readability");
    const { parseHTML } = await import("linkedom");
    return (html) => new Readability(parseHTML(html).document).parse()?.textContent ?? "";
  },
  async extractus() {
    const { extractFromHtml } = await import("@extractus/article-extractor");
    return async (html) =>
      ((await extractFromHtml(html, "https://page.example/"))?.content ?? "").replace(/<[^>]+>/g, " ");
  },
};

const read = await readers[tool]();
const pages = readdirSync(folder)
  .filter((name) => /\.html?(\.gz)?$/.test(name))
  .sort()
  .map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { path: join(folder, name), html: (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8") };
  });

async function all(write) {
  for (const page of pages) {
    let text = "";
    try {
      text = await read(page.html);
    } catch {
      // A page that a peer breaks on counts as one without text.
    }
    write?.(page, text);
  }
}

if (!rounds) await all((page, text) => console.log(JSON.stringify({ page: { path: page.path }, text })));
else {
  await all();
  await all();
  const start = performance.now();
  for (let round = 0; round < Number(rounds); round++) await all();
  const seconds = (performance.now() - start) / 1000;
  console.log(((pages.length * Number(rounds)) / seconds).toFixed(1));
}
