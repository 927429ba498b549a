using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Annals.Record;

/// <summary>One news text, with what is known of where and when it was published. Its text is never edited.</summary>
public sealed record Article
{
    /// <summary>As given, or "a-" and 16 hex digits (<see cref="Ids"/>).</summary>
    public required string Id { get; init; }

    public string? Title { get; init; }

    public string? Author { get; init; }

    public string? Outlet { get; init; }

    /// <summary>The canonical address.</summary>
    public string? Url { get; init; }

    /// <summary>ISO 639-1; null where it could not be told.</summary>
    public string? Language { get; init; }

    public Publication Published
    {
        get;
        init => field = value ?? Publication.Unknown;
    } = Publication.Unknown;

    public Publication? Modified { get; init; }

    /// <summary>What is kept of the page, without the title. All spans count in it.</summary>
    public required string Text { get; init; }

    public PageRef? Page { get; init; }

    public ImmutableArray<Dropped> Dropped
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>
    /// What a person should know of the article and of how its title, author, outlet, dates, language and address were
    /// found: which source gave each, which others disagreed, and what kind of page it was cut from.
    /// </summary>
    public ImmutableArray<ArticleNote> Notes
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>Spans that the caller wants resolved and no others (`annals places --mentions`).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GivenMention>? Mentions { get; init; }

    /// <summary>Whatever part of the article a span lies in: its text, or its title.</summary>
    public string PartOf(TextSpan span) => span.InTitle ? Title ?? "" : Text;

    /// <summary>The span still says what it said: its words stand where it says they stand.</summary>
    public bool Holds(TextSpan span)
    {
        var part = PartOf(span);
        return span.End <= part.Length && part.AsSpan(span.Start, span.Length).SequenceEqual(span.Text);
    }
}

/// <summary>A span that an article line brings along, in UTF-16 code units of the text.</summary>
public readonly record struct GivenMention(int Start, int End);

/// <summary>When an article appeared, as an interval of days, and how that is known.</summary>
public sealed record Publication
{
    public static readonly Publication Unknown = new();

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public TimePrecision Precision { get; init; } = TimePrecision.Unknown;

    public PublicationBasis Basis { get; init; } = PublicationBasis.Unknown;

    public ImmutableArray<TextSpan> Evidence
    {
        get;
        init => field = value.OrEmpty();
    } = [];

    /// <summary>The hour on that day, "14:05", where the page gives it.</summary>
    public string? Clock { get; init; }

    /// <summary>The zone of the clock as the page gives it: "+03:00", "GMT".</summary>
    public string? Zone { get; init; }

    /// <summary>The one day of publication, where it is known to the day.</summary>
    [JsonIgnore]
    public DateOnly? Day => From == To ? From : null;
}

public enum PublicationBasis
{
    Metadata,
    Dateline,
    Inferred,
    Unknown,
}

/// <summary>What about (`title`, `published`, `kind`, `correction`...), what was taken or said, and why.</summary>
public sealed record ArticleNote(string About, string? Value, string Why);

/// <summary>The page that an article was cut from; start and end count in the page as decoded.</summary>
public sealed record PageRef(string? Path, string? Sha256, int Start, int End);

/// <summary>A stretch of the decoded page that is no part of any article, and why.</summary>
public sealed record Dropped(int Start, int End, string Why);

/// <summary>What was fetched or handed over, before anything is made of it.</summary>
public sealed record Page
{
    /// <summary>The path as given; "-" for standard input; inside an archive "archive!entry".</summary>
    public required string Path { get; init; }

    /// <summary>The bytes as they came, after gzip.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The address that it was fetched from, where that is known.</summary>
    public string? Url { get; init; }

    /// <summary>Headers of the fetch (WARC, mail), lower-case names.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When it was fetched, where that is known.</summary>
    public DateTimeOffset? Fetched { get; init; }

    /// <summary>The format that whoever opened it already knows (a line of JSON Lines); null where the content must tell.</summary>
    public string? Format { get; init; }

    /// <summary>1-based line of the file that it begins on, where it is a line or a part of one.</summary>
    public int? Line { get; init; }
}
