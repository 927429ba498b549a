using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Tests.Language;

public sealed class MentionFinderTests
{
    private static readonly Parser parser = Parser.Load(KnowledgeFolder.Default);

    private static Document Parsed(string text) => parser.Parse(new Article { Id = "t", Text = text });

    public static TheoryData<string, string, string> References()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Language", "references.tsv")).Rows)
            data.Add(row["text"], row["mention"], row["refersTo"]);
        return data;
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Finds_what_a_mention_takes_up(string text, string mention, string refersTo)
    {
        var mentions = Parsed(text).Mentions;
        var found = mentions.Last(candidate => candidate.Span.Text == mention);
        Assert.Equal(refersTo, found.RefersTo is { } index ? mentions[index].Span.Text : "-");
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
