using Annals.Coding.Actors;
using Annals.Coding.Speech;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;
using Annals.Record;
using Annals.Tests.Structure;

namespace Annals.Tests.Coding;

/// <summary>Who speaks, in direct, indirect, split and inverted quotations, and who relays it: the rows of `speech.tsv`.</summary>
public class SpeechTests
{
    /// <summary>Rows right of all; docs/quality.md has the first run's share beside the latest.</summary>
    private const double Least = 0.9;

    private static readonly KnowledgeFolder Knowledge = KnowledgeFolder.Default;
    private static readonly Parser Parser = Parser.Load(Knowledge);
    private static readonly Geocoder Geocoder = Geocoder.Load(Knowledge);
    private static readonly ActorLinker Linker = ActorLinker.Load(Knowledge);
    private static readonly Speakers Speakers = Speakers.Load(Knowledge);

    private static IReadOnlyList<Table.Row> Rows =>
        Table.Read(Repository.File("tests", "Annals.Tests", "Coding", "speech.tsv")).Rows;

    [Fact]
    public void There_are_rows_enough() => Assert.True(Rows.Count >= 120);

    [Fact]
    public void Most_words_have_the_speaker_that_a_reader_gives_them()
    {
        var wrong = Rows.Select(row => (Row: row, Why: Wrong(row))).Where(row => row.Why is not null).ToList();
        var right = 1 - ((double)wrong.Count / Rows.Count);
        Assert.True(
            right >= Least,
            $"{right:0.000}\n{string.Join('\n', wrong.Select(one => $"{one.Row["form"]}: {one.Row["text"]} ({one.Row["word"]}) {one.Why}"))}"
        );
    }

    private static string? Wrong(Table.Row row)
    {
        var found = Speaker(row["text"], row["word"]);
        var wanted = (Who: row["who"], Role: row["role"], Kind: row["kind"], Via: row["via"]);
        if (row["form"] == "none")
            return found is null ? null : $"{found.Who} {found.Role}";
        if (found is null)
            return "nobody";
        if (wanted.Who == "-" && found.Who is not null && wanted.Role.Length == 0)
            return $"named {found.Who}";
        if (wanted.Who.Length > 0 && wanted.Who != "-" && !Holds(found.Who, wanted.Who))
            return $"who: {found.Who}";
        if (wanted.Role.Length > 0 && !Holds($"{found.Who} {found.Role}", wanted.Role))
            return $"role: {found.Who} / {found.Role}";
        if (wanted.Kind.Length > 0 && found.Kind != wanted.Kind)
            return $"kind: {found.Kind}";
        var via = wanted.Via.Split('>', StringSplitOptions.RemoveEmptyEntries);
        return via.Length <= found.Via.Length && via.Zip(found.Via).All(pair => Holds(pair.Second, pair.First))
            ? null
            : $"via: {string.Join('>', found.Via)}";
    }

    private static Attribution? Speaker(string text, string word)
    {
        var document = Parser.Parse(Some.Article(text: text, title: null));
        var cast = Linker.Link(document, Geocoder.Locate(document));
        var spoken = Speakers.Read(document, cast);
        foreach (var sentence in document.Sentences)
            for (var at = 0; at < sentence.Length; at++)
                if (sentence[at].Form == word)
                    return spoken.Of(sentence.Index, at).FirstOrDefault();
        throw new ArgumentException($"\"{word}\" does not stand in \"{text}\"", nameof(word));
    }

    private static bool Holds(string? whole, string part) =>
        whole?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
}
