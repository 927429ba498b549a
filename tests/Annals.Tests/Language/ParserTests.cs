using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Tests.Language;

public sealed class ParserTests
{
    private static readonly Parser Parser = Parser.Load(KnowledgeFolder.Default);

    private static Document Parse(string text, string? title = null) =>
        Parser.Parse(
            new Article
            {
                Id = "a-1",
                Title = title,
                Text = text,
            }
        );

    [Fact]
    public void Who_did_what_to_whom_is_in_the_tree()
    {
        var sentence = Parse("Gunmen killed three soldiers near the border on Monday.").Sentences[0];
        var root = sentence[sentence.Root];
        Assert.Equal(("killed", "kill", Upos.Verb), (root.Form, root.Lemma, root.Tag));
        Assert.Equal("Gunmen", sentence[sentence.Child(sentence.Root, Dependency.Nsubj)].Form);
        Assert.Equal("soldiers", sentence[sentence.Child(sentence.Root, Dependency.Obj)].Form);
    }

    [Fact]
    public void Title_stands_before_the_text()
    {
        var document = Parse("Police said so.", "Bomb kills two");
        Assert.True(document.Sentences[0].InTitle);
        Assert.False(document.Sentences[1].InTitle);
        Assert.Equal("Bomb kills two", document.Sentences[0].Text);
    }
}
