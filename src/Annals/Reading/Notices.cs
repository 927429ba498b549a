using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Reading;

/// <summary>
/// What an article says of itself: that an earlier version was wrong, that it was updated. Such lines
/// (`data/reading/scrape-lines.tsv`) are no news, so they leave the text; that they were there is kept as a note, so that
/// the record knows this to be a later version of the same article.
/// </summary>
internal sealed record Notices(ImmutableArray<PageNote> Notes, Publication? Modified)
{
    public const string Correction = "correction";
    public const string Update = "update notice";

    private const int LongestQuote = 400;

    /// <param name="dropped">What was left out of the article, with its reasons.</param>
    /// <param name="page">The page as decoded, in which they stand.</param>
    /// <param name="article">Index of the article on its page.</param>
    public static Notices Of(IEnumerable<Dropped> dropped, string page, WrittenDates dates, int article = 0)
    {
        var notes = ImmutableArray.CreateBuilder<PageNote>();
        Publication? modified = null;
        foreach (var one in dropped)
        {
            if (one.Why is not (Correction or Update))
                continue;
            var words = page[one.Start..one.End];
            var why =
                one.Why == Correction
                    ? "the page says that an earlier version of the article was wrong"
                    : "the page says that the article was updated or will be";
            notes.Add(
                new PageNote(article, one.Why, words.Length > LongestQuote ? words[..LongestQuote] + "…" : words, why)
            );
            foreach (var date in dates.Find(words))
                if (date is { Year: not null, Day: not null })
                    modified ??= date.AsPublication(PublicationBasis.Dateline, []);
        }
        return new Notices(notes.ToImmutable(), modified);
    }
}
