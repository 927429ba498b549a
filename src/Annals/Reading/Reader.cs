using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading;

/// <summary>Page to articles: the article and nothing else.</summary>
public sealed class Reader
{
    /// <param name="page">The page as fetched.</param>
    /// <param name="format">Overrides what the reader finds out by itself; null to let it.</param>
    public PageReading Read(Page page, string? format = null) => new() { Page = page, Format = "text", Why = "nothing else fits" };
}

/// <summary>What was made of a page.</summary>
public sealed record PageReading
{
    public required Page Page { get; init; }

    /// <summary>html, text, scrape, markdown, jsonl, rss, atom, mbox, eml, warc, pdf...</summary>
    public required string Format { get; init; }

    /// <summary>Why that format was taken.</summary>
    public required string Why { get; init; }

    /// <summary>The page as decoded; articles' `page.start` and `dropped` count in it.</summary>
    public string Decoded { get; init; } = "";

    public ImmutableArray<Article> Articles { get; init; } = [];

    /// <summary>What belongs to no article.</summary>
    public ImmutableArray<Dropped> Dropped { get; init; } = [];

    /// <summary>What could not be read: each with its place and cause. The rest was done.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}

/// <summary>Something that could not be read: file, line (1-based, null where there are none) and cause.</summary>
public sealed record Problem(string Path, int? Line, string Cause)
{
    public override string ToString() => Line is { } line ? $"{Path}:{line}: {Cause}" : $"{Path}: {Cause}";
}
