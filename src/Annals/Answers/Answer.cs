using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Annals.Record;

namespace Annals.Answers;

/// <summary>
/// What a question gets: plain values, each with the reports and the words behind it. Shown as tables
/// (<see cref="Tables"/>) or written as JSON (<see cref="AnswerJson"/>); both say the same.
/// </summary>
public abstract record Answer
{
    /// <summary>
    /// The answer for a reader: one table or several, cells already put into words. An override needs the attribute again:
    /// it is not inherited.
    /// </summary>
    [JsonIgnore]
    public abstract ImmutableArray<AnswerTable> Tables { get; }
}

/// <summary>Rows of words. Notes stand below the table.</summary>
public sealed record AnswerTable(
    string Title,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows,
    ImmutableArray<string> Notes
);

/// <summary>Who says it, where, and in which words: what stands behind a figure.</summary>
public sealed record Said(
    string Report,
    string Article,
    string? Outlet,
    string? Title,
    DateOnly? Published,
    string? Who,
    Status Status,
    string Words
);

/// <summary>What heads an article: where and when it appeared, under which title.</summary>
public sealed record ArticleHead(string Id, string? Outlet, string? Title, DateOnly? Published);

/// <summary>How many rows there are in all. Counted to <see cref="Exact"/> at most: beyond, "over 10,000".</summary>
public sealed record Total(long Count, bool Over)
{
    public const int Exact = 10_000;

    public override string ToString() =>
        Over
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"over {Count:N0}")
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Count:N0}");
}
