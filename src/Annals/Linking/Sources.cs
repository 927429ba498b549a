using System.Collections.Immutable;

namespace Annals.Linking;

/// <summary>
/// Who really says it: articles that are one text, or of one outlet, are one source. Five papers that print one agency's
/// words know no more than one; an outlet that comes back to the matter the next day is no second witness.
/// </summary>
internal sealed class Sources
{
    private readonly Dictionary<string, string> sourceOf = new(StringComparer.Ordinal);

    private Sources() { }

    /// <summary>Null where the articles were not given.</summary>
    public ImmutableArray<string>? Outlets { get; private init; }

    /// <summary>Null where the articles were not given.</summary>
    public int? Independent { get; private init; }

    public static Sources Of(ImmutableArray<Said> sightings)
    {
        var articles = sightings
            .Where(one => one.Article is not null)
            .Select(one => one.Article!)
            .DistinctBy(article => article.Id)
            .OrderBy(article => article.Id, StringComparer.Ordinal)
            .ToArray();
        if (articles.Length == 0)
            return new Sources();
        if (articles is [var only])
        {
            var alone = new Sources { Outlets = only.Outlet is null ? [] : [only.Outlet], Independent = 1 };
            alone.sourceOf.Add(only.Id, "a:" + only.Id);
            return alone;
        }
        var roots = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var article in articles)
        {
            Join(roots, "a:" + article.Id, "t:" + article.Text);
            if (article.Outlet is { Length: > 0 } outlet)
                Join(roots, "a:" + article.Id, "o:" + outlet.ToUpperInvariant());
        }
        var sources = new Sources
        {
            Outlets =
            [
                .. articles
                    .Select(article => article.Outlet)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Independent = articles
                .Select(article => Root(roots, "a:" + article.Id))
                .Distinct(StringComparer.Ordinal)
                .Count(),
        };
        foreach (var article in articles)
            sources.sourceOf.Add(article.Id, Root(roots, "a:" + article.Id));
        return sources;
    }

    /// <summary>Two reports of one source have the same; without its article a report is a source by its article's id.</summary>
    public string SourceOf(Said one) => sourceOf.GetValueOrDefault(one.Report.Article, one.Report.Article);

    public int Count(IEnumerable<Said> sightings) =>
        sightings.Select(SourceOf).Distinct(StringComparer.Ordinal).Count();

    private static string Root(Dictionary<string, string> roots, string one)
    {
        roots.TryAdd(one, one);
        while (roots[one] != one)
            one = roots[one];
        return one;
    }

    private static void Join(Dictionary<string, string> roots, string a, string b)
    {
        var (one, other) = (Root(roots, a), Root(roots, b));
        if (string.CompareOrdinal(one, other) < 0)
            roots[other] = one;
        else
            roots[one] = other;
    }
}
