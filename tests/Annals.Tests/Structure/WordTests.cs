using System.Text.RegularExpressions;
using Annals.Coding;
using Annals.Coding.Happenings;
using Annals.Knowledge;

namespace Annals.Tests.Structure;

/// <summary>
/// Words are data: the coding room asks the tables what a word tells and which part it plays, and holds no word of a
/// language itself. What its code may name are the names that the tables and the records use.
/// </summary>
public sealed partial class WordTests
{
    /// <summary>Columns that hold names of the project and no words of a language.</summary>
    private static readonly HashSet<string> ofNames =
    [
        "slot",
        "via",
        "subject",
        "object",
        "accused",
        "deed",
        "type",
        "types",
        "broader",
        "group",
        "kind",
        "role",
        "form",
        "status",
        "scope",
        "effect",
        "tags",
        "relation",
        "subjectkind",
        "objectkind",
        "flow",
        "stance",
        "armed",
        "body",
        "refers",
        "implies",
        "state",
        "field",
        "what",
        "why",
        "class",
        "standing",
        "place",
        "harm",
        "measure",
    ];

    /// <summary>Names that stand in no table.</summary>
    private static readonly HashSet<string> others =
    [
        // Keys and values of records.
        .. "article articles report reports text title quote words id url canonical address href language country".Split(),
        .. "consistent inconsistent unchecked led-until rule unverified yyyy-MM-dd".Split(),
        // What figures measure.
        .. "area capacity distance distance-from length".Split(),
        // Cues of stances.tsv, and parts of speech.
        .. "chance claim outcome turning offer praising duty v n a".Split(),
        // Units of a rate, as tallies.tsv names them, and of a distance, as units.tsv does.
        .. "hour day week month year miles people countries".Split(),
        // Marks that readers set for one another.
        .. "headline-subj purpose title-only kept assess".Split(),
        // Folders of the tables.
        .. "coding actors places english".Split(),
        // Regular endings, of which Inflections makes the forms of the tables' words.
        .. "ed ing es ies ch sh i s d".Split(),
    ];

    [Fact]
    public void No_word_of_a_language_stands_in_the_coding_room()
    {
        var names = Names();
        AssertNone(
            from code in Code()
            from match in Literal().Matches(code.Text)
            let word = match.Groups[1].Value
            where word.Any(char.IsLower) && !names.Contains(word)
            select $"{At(code.File, code.Text, match)}: \"{word}\" belongs into a table (docs/coding.md)"
        );
    }

    [Theory]
    [InlineData("sentence[word].Lemma is \"kill\" or \"die\"")]
    [InlineData("sentence[word].Lemma is not (\"the\" or \"a\")")]
    [InlineData("words.Forms[at] == \"since\"")]
    [InlineData("token is { Tag: Upos.Verb, Lemma: \"take\" }")]
    [InlineData("token.Form.ToLowerInvariant() switch")]
    [InlineData("Clause.Preposition(sentence, child) == \"of\"")]
    [InlineData("token.Form.Equals(\"another\", StringComparison.OrdinalIgnoreCase)")]
    public void A_word_that_is_compared_is_seen(string code) => Assert.Matches(Comparison(), code);

    [Fact]
    public void No_lemma_and_no_form_is_compared_with_a_word() =>
        AssertNone(
            from code in Code()
            from match in Comparison().Matches(code.Text)
            select $"{At(code.File, code.Text, match)}: {match.Value}"
        );

    private static void AssertNone(IEnumerable<string> found)
    {
        var all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    private static HashSet<string> Names()
    {
        var names = new HashSet<string>(others, StringComparer.Ordinal);
        names.UnionWith(Conditions.Names);
        names.UnionWith(NeedKind.Read.Keys);
        names.UnionWith(ActContext.Needs.Keys);
        names.Add(ActContext.AnyRole);
        string[] folders = ["coding", "actors", "places", "."];
        foreach (
            var file in folders.SelectMany(folder =>
                Directory.EnumerateFiles(Repository.File("data", folder), "*.tsv", SearchOption.TopDirectoryOnly)
            )
        )
        {
            var table = Table.Read(file);
            names.UnionWith(table.ColumnNames);
            foreach (var column in table.ColumnNames.Where(ofNames.Contains))
                names.UnionWith(table.Rows.SelectMany(row => row[column].Split('|', ':')));
        }
        return names;
    }

    /// <summary>The code of the room without its comments.</summary>
    private static IEnumerable<(string File, string Text)> Code() =>
        Repository
            .Sources("src", "Annals", "Coding")
            .Select(file => (Path.GetFileName(file), Aside().Replace(File.ReadAllText(file), "")));

    private static string At(string file, string text, Match match) =>
        $"{file}:{text.AsSpan(0, match.Index).Count('\n') + 1}";

    [GeneratedRegex(@"(?<!\$)""(\p{L}[\p{L}'’-]*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(
        @"(?:\.(?:Lemma|Form)|(?:Lemmas|Forms)\[[^\]]*\]|ToLowerInvariant\(\)|Preposition\([^""();]*\))\s+(?:is|==|!=)\s+(?:not\s+)?\(?\s*(?:""\P{L}*""\s+or\s+)*""(?!-)[^""]*\p{L}"
            + @"|(?:\.(?:Lemma|Form)|ToLowerInvariant\(\))\s+switch"
            + @"|\b(?:Lemma|Form): (?:not )?\(?""(?!-)[^""]*\p{L}"
            + @"|\.(?:Lemma|Form)\.(?:Equals|StartsWith|EndsWith)\(""[^""]*\p{L}"
    )]
    private static partial Regex Comparison();

    /// <summary>Comments, and signs by their number.</summary>
    [GeneratedRegex(@"//[^\n]*|\\u[0-9a-fA-F]{4}")]
    private static partial Regex Aside();
}
