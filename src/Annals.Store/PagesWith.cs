using System.Text;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// Pages that hold the words of an article beside the one that it was taken from: a feed shows an entry for days, a page
/// is fetched twice with other advertisements. They are looked through one by one, since nothing but their content says
/// so. A page whose own article has the same words is another's copy, and none of these.
/// </summary>
internal sealed class PagesWith(RecordStore store)
{
    private const int ShortestRun = 6;
    private const int LongestRun = 9;
    private const int MostRuns = 24;

    public IEnumerable<string> Find(IReadOnlyCollection<Article> articles)
    {
        var sought = articles.Select(article => Runs(article.Text)).Where(runs => runs.Count > 0).ToArray();
        if (sought.Length == 0)
            yield break;
        var pages = store.Connection.Query(
            "SELECT sha256, size FROM contents WHERE packed IS NOT NULL ORDER BY sha256",
            row => (Sha256: row.GetString(0), Size: row.GetInt64(1))
        );
        foreach (var (sha256, size) in pages)
        {
            var content = Content(sha256, size);
            if (
                sought.Any(runs => Holds(run => content.AsSpan().IndexOf(run) >= 0, runs))
                && !IsCopy(sha256, articles, sought)
            )
                yield return sha256;
        }
    }

    /// <summary>Its own article, which stays, says the same.</summary>
    private bool IsCopy(string sha256, IReadOnlyCollection<Article> articles, List<byte[]>[] sought) =>
        store
            .Connection.Query(
                "SELECT body FROM articles WHERE sha256 = @sha256 AND body IS NOT NULL",
                row => Json.ReadArticle(row.GetString(0)),
                ("sha256", sha256)
            )
            .Where(other => articles.All(article => article.Id != other.Id))
            .Select(other => Encoding.UTF8.GetBytes(other.Text))
            .Any(text => sought.Any(runs => Holds(run => text.AsSpan().IndexOf(run) >= 0, runs)));

    /// <summary>A third of them: links and line ends within the text part the others.</summary>
    private static bool Holds(Func<byte[], bool> stands, List<byte[]> runs) => 3 * runs.Count(stands) >= runs.Count;

    private byte[] Content(string sha256, long size)
    {
        var packed = store.Connection.Query(
            "SELECT packed FROM contents WHERE sha256 = @sha256",
            row => (byte[])row.GetValue(0),
            ("sha256", sha256)
        )[0];
        try
        {
            return Packed.Unpack(packed, checked((int)size));
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>Stretches of words with nothing but single spaces between them: markup and escapes leave those as they are.</summary>
    internal static List<byte[]> Runs(string text)
    {
        var runs = new List<byte[]>();
        var (start, words) = (0, 0);
        for (var at = 0; at <= text.Length && runs.Count < MostRuns; at++)
        {
            var isLetter = at < text.Length && char.IsLetterOrDigit(text[at]);
            if (isLetter)
                continue;
            var isEnd = at == text.Length || text[at] != ' ' || at == start;
            if (at > start && char.IsLetterOrDigit(text[at - 1]))
                words++;
            if (!isEnd && words < LongestRun)
                continue;
            if (words >= ShortestRun)
                runs.Add(Encoding.UTF8.GetBytes(text[start..at]));
            (start, words) = (at + 1, 0);
        }
        return runs;
    }
}
