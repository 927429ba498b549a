using System.IO.Compression;
using System.Text.Json;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Training;

/// <summary>A sentence with its names.</summary>
internal sealed record NameExample(Sentence Sentence, List<NameSpan> Names);

/// <summary>A text and its names, as the sets give them; offsets in UTF-16 code units.</summary>
internal sealed record NamedText(string Text, (int Start, int End, int Kind)[] Names)
{
    private static readonly string[] kinds = ["PER", "LOC", "ORG"];

    public static NamedText Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var text = json.RootElement.GetProperty("text").GetString()!;
        // The sets count code points.
        var offsets = new List<int>();
        for (var at = 0; at < text.Length; at += char.IsSurrogatePair(text, at) ? 2 : 1)
            offsets.Add(at);
        offsets.Add(text.Length);
        return new NamedText(
            text,
            [
                .. json
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
                    .OrderBy(e => e.Start),
            ]
        );
    }
}

/// <summary>Cuts named texts into sentences of the program's own words.</summary>
internal sealed class NameExamples(KnowledgeFolder knowledge)
{
    private readonly Parser parser = new(
        LanguageModel.Read(knowledge.File("english", "model.bin")),
        Abbreviations.Load(knowledge)
    );

    public List<NameExample> Of(NamedText named)
    {
        var examples = new List<NameExample>();
        foreach (var sentence in parser.Parse(new Article { Id = "", Text = named.Text }).Sentences)
        {
            var names = new List<NameSpan>();
            foreach (var (start, end, kind) in named.Names)
            {
                var (first, last) = (sentence.WordAt(start), sentence.WordAt(end - 1));
                if (start < sentence.Start || last >= sentence.Length || names.Exists(name => name.Last >= first))
                    continue;
                names.Add(new NameSpan(first, last, kind));
            }
            examples.Add(new NameExample(sentence, names));
        }
        return examples;
    }

    /// <summary>The same text as written, in capitals, in small letters and as a headline; empty where the letters change in number.</summary>
    public List<NameExample>[] Casings(NamedText named)
    {
        string[] versions =
        [
            named.Text,
            Training.Casings.Capitals(named.Text),
            Training.Casings.Small(named.Text),
            Training.Casings.Title(named.Text),
        ];
        return versions.Any(version => version.Length != named.Text.Length)
            ? []
            : [.. versions.Select(version => Of(named with { Text = version }))];
    }

    public static IEnumerable<string> Lines(string path)
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
