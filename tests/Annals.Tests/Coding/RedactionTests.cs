using System;
using System.IO;
using System.Linq;
using Annals.Coding.Persons;
using Annals.Knowledge;
using Xunit;

namespace Annals.Tests.Coding;

/// <summary>Private persons' names are withheld, officials' and commanders' are not.</summary>
public sealed class RedactionTests(ITestOutputHelper output)
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData("redaction.tsv", 0.95, 0.97)]
    [InlineData("redaction-fresh.tsv", 0.90, 0.97)]
    public void The_table_of_names_is_redacted_as_expected(string table, double leastPrecision, double leastRecall)
    {
        var (right, tooMany, missed, expected) = (0, 0, 0, 0);
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Coding", "Tables", table)).Rows)
        {
            var (text, name) = (row.Required("text"), row.Required("name"));
            var redacted = Redact(text);
            Assert.Equal(text.Length, redacted.Length);
            var isWithheld = name.Split(' ').All(part => !Names(redacted, part));
            var isKept = redacted.Contains(name, StringComparison.Ordinal);
            if (row.Required("expected") == "withheld")
            {
                expected++;
                if (isWithheld)
                    right++;
                else
                {
                    missed++;
                    output.WriteLine($"missed {name}: {redacted}");
                }
            }
            else if (!isKept)
            {
                tooMany++;
                output.WriteLine($"too many {name}: {redacted}");
            }
        }
        var precision = right / (double)(right + tooMany);
        var recall = right / (double)expected;
        output.WriteLine($"precision {precision:0.000} recall {recall:0.000} of {expected}");
        Assert.True(
            precision >= leastPrecision && recall >= leastRecall,
            $"precision {precision:0.000} recall {recall:0.000}"
        );
    }

    private static bool Names(string text, string part) =>
        text.Split(' ', ',', '.', '"', '\'', '(', ')', ';', ':').Contains(part, StringComparer.Ordinal);

    private static string Redact(string text)
    {
        var article = Some.Article(text: text, title: null);
        return new Redactor(Pipeline.IsPublic).With(article.Id, Pipeline.People(article)).Text(text);
    }

    [Fact]
    public void What_is_written_of_an_article_names_no_private_person()
    {
        var article = Some.Article(
            title: "Moussa Traore, shopkeeper, shot dead in Gao",
            text: "Gunmen killed Moussa Traore, a shopkeeper, in Gao on Monday, Colonel Oumar Keita said. Traore was 40.",
            url: "https://news.example/2021/moussa-traore-killed"
        );
        var redactor = new Redactor(Pipeline.IsPublic).With(article.Id, Pipeline.People(article));
        foreach (
            var line in Pipeline
                .Code(article)
                .Select(Annals.Record.Json.Write)
                .Append(Annals.Record.Json.Write(article))
                .Select(redactor.Line)
        )
        {
            Assert.DoesNotContain("raore", line);
            Assert.DoesNotContain("Moussa", line);
        }
        Assert.Contains("Oumar Keita", redactor.Line(Annals.Record.Json.Write(article)));
        Assert.Contains("\"https://news.example/\"", redactor.Line(Annals.Record.Json.Write(article)));
    }
}
