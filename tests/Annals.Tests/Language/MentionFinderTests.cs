using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Tests.Language;

public sealed class MentionFinderTests
{
    private static readonly Parser parser = Parser.Load(KnowledgeFolder.Default);

    private static Document Parsed(string text) => parser.Parse(new Article { Id = "t", Text = text });

    /// <summary>Raise them when the resolver gets better; never lower them.</summary>
    [Theory]
    [InlineData("pronoun", 0.88)]
    [InlineData("definite", 0.89)]
    [InlineData("name", 0.86)]
    public void Finds_what_a_mention_takes_up(string kind, double floor)
    {
        var rows = Table
            .Read(Path.Combine(AppContext.BaseDirectory, "Language", "references.tsv"))
            .Rows.Where(row => row["kind"] == kind)
            .ToArray();
        var faults = rows.Where(row => TakenUp(row["text"], row["mention"]) != row["refersTo"])
            .Select(row => $"{row["text"]} | {row["mention"]}: {TakenUp(row["text"], row["mention"])}")
            .ToArray();
        var share = 1 - ((double)faults.Length / rows.Length);
        Assert.True(share >= floor, $"{share:0.000} of {rows.Length} right\n{string.Join('\n', faults)}");
    }

    private static string TakenUp(string text, string mention)
    {
        var mentions = Parsed(text).Mentions;
        return mentions.LastOrDefault(candidate => candidate.Span.Text == mention) switch
        {
            { RefersTo: { } index } => mentions[index].Span.Text,
            _ => "-",
        };
    }

    [Theory]
    [InlineData("General Hassan Omar visited Damascus.", "Hassan Omar", MentionType.Person, "General")]
    [InlineData("President Barack Obama visited Berlin.", "Berlin", MentionType.Place, null)]
    [InlineData("Syrian troops left.", "Syrian", MentionType.Nationality, null)]
    public void Names_carry_types_and_titles(string text, string name, MentionType type, string? title)
    {
        var mention = Parsed(text).Mentions.First(candidate => candidate.Span.Text == name);
        Assert.Equal((type, title, MentionForm.Name), (mention.Type, mention.Title, mention.Form));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud800 \udfff he she it they \u202e the group")]
    public void Survives_what_is_no_text(string text) => Parsed(text);
}
