using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading;

/// <summary>What was made of a page.</summary>
public sealed record PageReading
{
    /// <summary>What a note calls an article of which the page shows the beginning alone.</summary>
    public const string PaywallStub = "paywall stub";

    public required Page Page { get; init; }

    /// <summary>One of <see cref="PageFormat.All"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Why that format was taken.</summary>
    public required string Why { get; init; }

    /// <summary>The page as decoded; articles' `page.start` and `dropped` count in it.</summary>
    public string Decoded { get; init; } = "";

    /// <summary>The encoding that it was decoded by, and why that one; null where the format has its own.</summary>
    public string? Encoding { get; init; }

    public ImmutableArray<Article> Articles { get; init; } = [];

    /// <summary>What belongs to no article.</summary>
    public ImmutableArray<Dropped> Dropped { get; init; } = [];

    /// <summary>What could not be read: each with its place and cause. The rest was done.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>What a person should know of the page ("paywall stub", "list page", which source gave the date), article by article.</summary>
    public ImmutableArray<PageNote> Notes { get; init; } = [];
}

/// <summary>
/// Something found out about a page or one of its articles: what about (`title`, `published`, `kind`...), what was
/// taken, and why that rather than another. `Article` is the index in <see cref="PageReading.Articles"/>, null for the page.
/// </summary>
public sealed record PageNote(int? Article, string About, string? Value, string Why);

/// <summary>Something that could not be read: file, line (1-based, null where there are none) and cause.</summary>
public sealed record Problem(string Path, int? Line, string Cause)
{
    public override string ToString() => Line is { } line ? $"{Path}:{line}: {Cause}" : $"{Path}: {Cause}";
}
