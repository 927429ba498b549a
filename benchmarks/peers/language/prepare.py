#!/usr/bin/env python3
"""Training text for Apache OpenNLP from the same treebanks: prepare.py TREEBANK.conllu.gz NAMES.jsonl FOLDER"""
import gzip, json, os, re, sys

treebank, names, folder = sys.argv[1:]
with gzip.open(treebank, "rt", encoding="utf-8") as file, open(os.path.join(folder, "train.conllu"), "w") as out:
    out.write(file.read())
with open(names, encoding="utf-8") as file, open(os.path.join(folder, "names.txt"), "w") as out:
    for line in file:
        record = json.loads(line)
        text, at, parts = record["text"], 0, []
        for entity in sorted(record["entities"], key=lambda e: e["start"]):
            if entity["start"] < at:
                continue
            parts += [text[at : entity["start"]], f" <START:{entity['type']}> ", text[entity["start"] : entity["end"]], " <END> "]
            at = entity["end"]
        parts.append(text[at:])
        # Punctuation is parted from words, roughly as the tokeniser will.
        out.write(" ".join(re.sub(r"([,.;!?()\"])(?=\s|$)", r" \1", "".join(parts)).split()) + "\n")
