using System.IO.Compression;
using System.Text.Json;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Training;

/// <summary>
/// Learns names from UNER's training part (CC BY-SA 4.0), with GeoNames' places (CC BY 4.0) and first names as lists:
/// an averaged perceptron over the sentences in four casings. The same files and seed give the same bytes.
/// </summary>
internal sealed class NameTrainer(KnowledgeFolder knowledge, string shared)
{
    private const int Bits = 21;
    private const int Rounds = 10;
    private static readonly string[] kinds = ["PER", "LOC", "ORG"];

    private sealed record Gold(Sentence Sentence, Word[] Words, Listed[] Marks, byte[] Labels);

    public NameModel Train()
    {
        var places = Places();
        var firstNames = knowledge
            .Table("english", "firstnames.tsv")
            .Rows.Select(row => NameLists.PhraseHash(row["name"]))
            .OfType<uint>()
            .Distinct()
            .Order()
            .ToArray();
        var lists = new NameLists(knowledge, places, firstNames);
        var weights = new LearnedWeights(Bits);
        var tagger = new NameTagger(weights, lists);
        var sentences = GumNames
            .Read(Path.Combine(shared, "ud", "gum_train_open.conllu.gz"))
            .Concat(File.ReadLines(Path.Combine(shared, "ner", "uner_ewt_train.jsonl")))
            .Select(line => Casings(line, tagger))
            .Where(list => list.Length > 0)
            .ToArray();
        var dice = new Dice(20240);
        Span<uint> features = stackalloc uint[NameTagger.FeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        for (var round = 0; round < Rounds; round++)
        {
            var wrong = 0;
            dice.Shuffle<Gold[]>(sentences);
            foreach (var casings in sentences)
            {
                var gold = casings[TagTrainer.Casing(dice)];
                var labels = new byte[gold.Labels.Length];
                for (var i = 0; i < labels.Length; i++)
                {
                    NameTagger.Features(gold.Words, gold.Marks, labels, i, features);
                    weights.Score(features, scores);
                    // What is right may not follow what was said before; the word is then learnt as if it could.
                    var said = NameTagger.Best(scores, i == 0 ? 0 : labels[i - 1], i + 1 == labels.Length);
                    labels[i] = (byte)said;
                    weights.Moment++;
                    if (said == gold.Labels[i])
                        continue;
                    weights.Update(features, gold.Labels[i], said);
                    labels[i] = gold.Labels[i];
                    wrong++;
                }
            }
            Console.Error.WriteLine($"  round {round + 1}: {wrong} words wrong");
        }
        return new NameModel(weights.Quantise().Table, places, firstNames);
    }

    private Gold[] Casings(string line, NameTagger tagger)
    {
        using var json = JsonDocument.Parse(line);
        var text = json.RootElement.GetProperty("text").GetString()!;
        // Offsets count code points.
        var offsets = new List<int>();
        for (var at = 0; at < text.Length; at += char.IsSurrogatePair(text, at) ? 2 : 1)
            offsets.Add(at);
        offsets.Add(text.Length);
        var entities = json
            .RootElement.GetProperty("entities")
            .EnumerateArray()
            .Select(e =>
                (
                    Start: offsets[e.GetProperty("start").GetInt32()],
                    End: offsets[e.GetProperty("end").GetInt32()],
                    Kind: Array.IndexOf(kinds, e.GetProperty("type").GetString())
                )
            )
            .Where(e => e.Kind >= 0)
            .ToArray();
        var cased = new List<Gold>();
        foreach (
            var version in (string[])
                [text, Training.Casings.Capitals(text), Training.Casings.Small(text), Training.Casings.Title(text)]
        )
        {
            if (version.Length != text.Length)
                return [];
            var tokens = parser
                .Parse(new Article { Id = "", Text = version })
                .Sentences.SelectMany(sentence => sentence.Tokens.ToArray())
                .ToArray();
            if (tokens.Length == 0)
                return [];
            var sentence = new Sentence(0, false, version, [.. tokens.Select(token => token with { Head = -1 })]);
            var gold = new Gold(sentence, new Word[tokens.Length], new Listed[tokens.Length], new byte[tokens.Length]);
            tagger.Prepare(sentence, gold.Words, gold.Marks);
            foreach (var (start, end, kind) in entities)
                Label(gold, start, end, kind);
            cased.Add(gold);
        }
        return [.. cased];
    }

    private readonly Parser parser = new(
        LanguageModel.Read(knowledge.File("english", "model.bin")),
        Abbreviations.Load(knowledge)
    );

    private static void Label(Gold gold, int start, int end, int kind)
    {
        var first = Array.FindIndex(gold.Words, word => word.End > start);
        var last = Array.FindLastIndex(gold.Words, word => word.Start < end);
        if (first < 0 || last < first)
            return;
        for (var word = first; word <= last; word++)
            gold.Labels[word] = (byte)(
                NameTagger.Begin(kind)
                + (
                    first == last ? 3
                    : word == first ? 0
                    : word == last ? 2
                    : 1
                )
            );
    }

    /// <summary>Names of countries, first-order divisions and of towns of 15,000 people and more; single short words stay out.</summary>
    private uint[] Places()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in (string[])["cities500.conflict.txt.gz", "admin1CodesASCII.txt", "countryInfo.txt"])
        foreach (var line in Lines(Path.Combine(shared, "geonames", file)))
        {
            var cells = line.Split('\t');
            if (line.StartsWith('#'))
                continue;
            if (file.StartsWith("cities", StringComparison.Ordinal) && long.Parse(cells[14]) >= 3000)
                names.UnionWith([cells[1], cells[2]]);
            else if (file.StartsWith("admin1", StringComparison.Ordinal))
                names.UnionWith([cells[1], cells[2]]);
            else if (file.StartsWith("country", StringComparison.Ordinal))
                names.UnionWith([cells[4], cells[5]]);
        }
        return [.. names.Where(name => name.Length > 3).Select(NameLists.PhraseHash).OfType<uint>().Distinct().Order()];
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
