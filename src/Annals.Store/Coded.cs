using System.Collections.Immutable;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;

namespace Annals.Store;

/// <summary>A page on its way into the store.</summary>
/// <param name="Page">As it was read.</param>
/// <param name="Sha256">Of its content.</param>
/// <param name="Packed">The content compressed; null where the store has it, empty until it is packed.</param>
internal sealed record ReadPage(Page Page, string Sha256, byte[]? Packed)
{
    public ReadPage Pack() => Packed is null ? this : this with { Packed = Store.Packed.Pack(Page.Content.Span) };
}

/// <summary>
/// An article and its reports on their way into the store: what their rows hold is worked out on all cores, before the
/// transaction begins.
/// </summary>
internal sealed record Coded(Article Article, string Digest, ImmutableArray<Report> Reports)
{
    public required string Body { get; init; }

    /// <summary>Runs of words, to find copies by.</summary>
    public required ulong[] Shingles { get; init; }

    public required ImmutableArray<CodedReport> Rows { get; init; }

    public static Coded Of(Article article, string digest, ImmutableArray<Report> reports) =>
        new(article, digest, reports)
        {
            Body = Json.Pack(article),
            Shingles = Copies.Shingles(article.Text),
            Rows = [.. reports.Select(CodedReport.Of)],
        };
}

/// <summary>A report with the values of its row, and the words that it is found by.</summary>
internal sealed record CodedReport(Report Report, object?[] Values, string Words)
{
    public static CodedReport Of(Report report) =>
        new(report, ReportRows.Values(report, ""), Answers.ReportWords.Evidence(report));

    /// <summary>The values of <see cref="ReportRows.Columns"/>.</summary>
    public object?[] Learnt(string now)
    {
        Values[^1] = now;
        return Values;
    }
}

/// <summary>An article that has just been stored and never was before: linking need not read it back.</summary>
internal sealed record FreshArticle(Article Article, ImmutableArray<Report> Reports, ulong[] Shingles);
