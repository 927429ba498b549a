using System.Globalization;
using Annals.Knowledge;
using Annals.Language;

namespace Annals.Tests.Language;

public sealed class QuantityReaderTests
{
    private static readonly QuantityReader reader = QuantityReader.Load(KnowledgeFolder.Default);

    public static TheoryData<string, string, string, string, string, string, string> Rows()
    {
        var data = new TheoryData<string, string, string, string, string, string, string>();
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Language", "quantities.tsv")).Rows)
            data.Add(row["sentence"], row["phrase"], row["kind"], row["low"], row["best"], row["high"], row["unit"]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Reads_a_number_as_its_words_bound_it(
        string sentence,
        string phrase,
        string kind,
        string low,
        string best,
        string high,
        string unit
    )
    {
        var found = reader.Read([Words.Sentence(sentence)], []);
        var said = found
            .Select(q => $"{q.Span.Text}: {Said(q.Kind, q.Count.Low, q.Count.Best, q.Count.High, q.Unit)}")
            .ToList();
        if (kind == "none")
            Assert.DoesNotContain(found, q => q.Span.Text.StartsWith(phrase, StringComparison.Ordinal));
        else
            Assert.Contains($"{phrase}: {kind} {low}/{best}/{high} {unit}", said);
    }

    private static string Said(QuantityKind kind, double? low, double? best, double? high, string? unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToLowerInvariant()} {low}/{best}/{high} {unit}");

    [Theory]
    [InlineData("")]
    [InlineData("999999999999999999999999999999999999")]
    [InlineData("1,2,3,,4,5.6.7.8-9-10/11")]
    [InlineData("\ud800 30 \udfff ،٣٠ 30٪ ½½½ $$$ 30-30-30-")]
    public void Survives_what_is_no_text(string text) => reader.Read([Words.Sentence(text)], []);
}
