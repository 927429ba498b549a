// Tokens, sentences and universal tags with wink-nlp, in processor time. Usage: node wink.cjs TEXTS.json
const { readFileSync } = require("node:fs");
const texts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"), ["sbd", "pos"]);

function tag() {
  let tokens = 0;
  for (const text of texts) tokens += nlp.readDoc(text).tokens().length();
  return tokens;
}

// As the others do: two seconds to warm up, then the best of five rounds.
const warm = Date.now();
let tokens = 0;
while (Date.now() - warm < 2000) tokens = tag();
let best = Infinity;
for (let round = 0; round < 5; round++) {
  const before = process.cpuUsage();
  tag();
  const { user, system } = process.cpuUsage(before);
  best = Math.min(best, (user + system) / 1e6);
}
console.log(["wink-nlp", "words, sentences and tags", Math.round(tokens / best)].join("\t"));
