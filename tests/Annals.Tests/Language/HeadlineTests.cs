using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Tests.Language;

/// <summary>Headlines leave out articles and auxiliaries, and come in capitals, small letters and title case.</summary>
public sealed class HeadlineTests
{
    private static readonly Parser Parser = Parser.Load(KnowledgeFolder.Default);

    [Fact]
    public void Headlines_hang_on_the_right_word_with_the_right_subject_and_object()
    {
        var rows = Table.Read(Path.Combine(AppContext.BaseDirectory, "Language", "headlines.tsv")).Rows;
        Assert.True(rows.Length >= 150);
        var faults = rows.Where(row => Reading(row["headline"]) != (row["root"], row["subject"], row["object"]))
            .Select(row => $"{row["headline"]}: {Reading(row["headline"])}")
            .ToArray();
        Assert.True(faults.Length <= rows.Length * Floor, $"{faults.Length} wrong\n{string.Join('\n', faults)}");
    }

    /// <summary>Raise it when the model gets better; never lower it.</summary>
    private const double Floor = 0.29;

    private static (string Root, string Subject, string Object) Reading(string headline)
    {
        var article = new Article
        {
            Id = "a-1",
            Title = headline,
            Text = "",
        };
        var sentence = Parser.Parse(article).Sentences[0];
        string Form(params ReadOnlySpan<Dependency> relations)
        {
            foreach (var relation in relations)
                if (sentence.Child(sentence.Root, relation) is var child and >= 0)
                    return sentence[child].Form;
            return "";
        }
        return (sentence[sentence.Root].Form, Form(Dependency.Nsubj, Dependency.NsubjPass), Form(Dependency.Obj));
    }
}
