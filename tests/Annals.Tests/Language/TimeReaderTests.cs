using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Tests.Language;

public sealed class TimeReaderTests
{
    private static readonly TimeReader reader = TimeReader.Load(KnowledgeFolder.Default);

    public static TheoryData<string, string, string, string, string, string, string> Rows()
    {
        var data = new TheoryData<string, string, string, string, string, string, string>();
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Language", "times.tsv")).Rows)
            data.Add(
                row["published"],
                row["text"],
                row["phrase"],
                row["from"],
                row["to"],
                row["precision"],
                row["partial"]
            );
        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Settles_a_time_on_the_calendar(
        string published,
        string text,
        string phrase,
        string from,
        string to,
        string precision,
        string partial
    )
    {
        var found = reader.Read(Words.Sentences(text), Published(published));
        var said = found.Select(time =>
            $"{time.Span.Text}: {time.Time.From:yyyy-MM-dd}/{time.Time.To:yyyy-MM-dd} {time.Time.Precision.ToString().ToLowerInvariant()} {time.Time.Partial}"
        );
        if (precision == "none")
            Assert.DoesNotContain(found, time => time.Span.Text.StartsWith(phrase, StringComparison.Ordinal));
        else
            Assert.Contains($"{phrase}: {from}/{to} {precision} {partial}", said);
    }

    private static Publication Published(string published) =>
        published.Length == 0 ? Publication.Unknown
        : DateOnly.TryParseExact(published, "yyyy-MM-dd", out var day)
            ? new Publication
            {
                From = day,
                To = day,
                Precision = TimePrecision.Day,
                Basis = PublicationBasis.Metadata,
            }
        : DateOnly.ParseExact(published + "-01", "yyyy-MM-dd", null) is var first
            ? new Publication
            {
                From = first,
                To = first.AddMonths(1).AddDays(-1),
                Precision = TimePrecision.Month,
                Basis = PublicationBasis.Metadata,
            }
        : Publication.Unknown;

    [Theory]
    [InlineData("the siege went on for two months", 60.0)]
    [InlineData("a 24-hour curfew", 1.0)]
    [InlineData("for three weeks", 21.0)]
    public void Measures_a_length_of_time_in_days(string text, double days) =>
        Assert.Equal(days, Assert.Single(reader.Read(Words.Sentences(text), Publication.Unknown)).DurationDays?.Best);

    [Theory]
    [InlineData("")]
    [InlineData("9999-99-99 31 February 2020 on 99/99/9999 in 0000 900000 years ago 999999999 decades later")]
    [InlineData("31 April 2021, February 30, 29 February 2021, 45:99 GMT, 99 o'clock, 25 p.m.")]
    public void Survives_what_is_no_date(string text) => reader.Read(Words.Sentences(text), Published("2021-03-17"));
}
