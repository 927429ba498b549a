#!/usr/bin/env bash
# Annals, wink-nlp and Apache OpenNLP on the same text in one run: words a second of processor time, one after the other.
#   benchmarks/peers/language/run.sh [RAW.txt]      synthetic news, or a text of one's own
# wink-nlp comes from npm by the lock file; OpenNLP from Debian (apt-get install opennlp), trained here on UD EWT and UNER's
# training part where the development data lies beside the repository. A peer that is not there is named and passed over.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../../.. && pwd)
data=$root/../shared/data
work=$root/artifacts/peers/language
mkdir -p "$work"
bench=$root/artifacts/bin/Annals.Benchmarks/release/Annals.Benchmarks.dll
[ -f "$bench" ] || dotnet build "$root/benchmarks/Annals.Benchmarks" -c Release -v quiet -nologo -clp:ErrorsOnly

wink() {
  command -v npm >/dev/null || { echo "wink-nlp: no npm here" >&2; return; }
  [ -d node_modules ] || npm ci --no-audit --no-fund >/dev/null || { echo "wink-nlp: npm could not install it" >&2; return; }
  node wink.cjs "$work/texts.json"
}

opennlp_models() {
  [ ! -f "$work/names.bin" ] || return 0
  [ -f "$data/ud/ewt_train.conllu.gz" ] || { echo "Apache OpenNLP: no treebank to train it on" >&2; return 1; }
  python3 prepare.py "$data/ud/ewt_train.conllu.gz" "$data/ner/uner_ewt_train.jsonl" "$work"
  local treebank=(-lang en -data "$work/train.conllu" -encoding UTF-8)
  {
    opennlp SentenceDetectorTrainer.conllu "${treebank[@]}" -sentencesPerSample 10 -model "$work/sentences.bin"
    opennlp TokenizerTrainer.conllu "${treebank[@]}" -model "$work/tokens.bin"
    opennlp POSTaggerTrainer.conllu "${treebank[@]}" -tagset u -model "$work/tags.bin"
    opennlp TokenNameFinderTrainer -lang en -data "$work/names.txt" -encoding UTF-8 -model "$work/names.bin"
  } >"$work/training.log" 2>&1 || { echo "Apache OpenNLP: training failed, see $work/training.log" >&2; return 1; }
}

opennlp_peer() {
  local jar=/usr/share/java/opennlp-tools.jar
  { [ -f $jar ] && command -v opennlp java >/dev/null; } || { echo "Apache OpenNLP: not installed (apt-get install opennlp)" >&2; return; }
  opennlp_models || return 0
  java -cp "$jar:/usr/share/java/*" OpenNlp.java "$work/texts.txt" "$work" 2>"$work/opennlp.log"
}

dotnet "$bench" texts --folder "$work" ${1:+--text "$(realpath "$1")"}
{ dotnet "$bench" language --pieces "$work/texts.json" --lines; wink; opennlp_peer; } >"$work/figures.tsv"

# What each is held against: tags alone against tags alone, our whole analysis against the peer's fullest.
awk -F'\t' '
  BEGIN { print "| program | what | words/s of one core | Annals : it |"; print "|---|---|---:|---:|" }
  $1 == "Annals" { if ($2 ~ /tags$/) tags = $3; else whole = $3 }
  { ratio = $1 == "Annals" ? "" : sprintf("%.2f", ($2 ~ /tags$/ ? tags : whole) / $3)
    printf "| %s | %s | %d | %s |\n", $1, $2, $3, ratio }' "$work/figures.tsv"
