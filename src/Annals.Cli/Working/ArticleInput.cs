using Annals.Knowledge;
using Annals.Reading;
using Annals.Record;

namespace Annals.Cli.Working;

/// <summary>What the given paths hold, read on the job's lanes and handed on in order; what could not be read is said.</summary>
internal sealed class ArticleInput
{
    private readonly Job job;
    private readonly PageSource source;
    private readonly string? format;
    private readonly SortedDictionary<string, int> without = new(StringComparer.Ordinal);
    private int problemsSaid;

    /// <exception cref="UnusableException">There is no such format.</exception>
    public ArticleInput(Job job, IReadOnlyList<string> paths, string? format = null)
    {
        if (format is not null && !PageFormat.All.Contains(format))
            throw new UnusableException($"no such format: \"{format}\"; there are {string.Join(", ", PageFormat.All)}");
        this.job = job;
        this.format = format;
        source = new PageSource(paths) { StandardInput = job.Input, Format = format };
    }

    /// <summary>Page after page.</summary>
    public IEnumerable<Page> Pages()
    {
        foreach (var page in source.Pages())
        {
            SayProblems();
            job.Progress.Add("pages");
            yield return page;
        }
        SayProblems();
        if (source.Skipped.Count > 0)
            job.Note("left aside: " + string.Join(", ", source.Skipped.Select(kind => $"{kind.Value} {kind.Key}")));
    }

    /// <summary>Page after page, with what was made of it.</summary>
    public IEnumerable<PageReading> Readings()
    {
        var reader = Reader.Load(KnowledgeFolder.Default);
        var ids = new ArticleIds();
        foreach (var reading in job.Lanes.Map(Pages(), page => reader.Read(page, format)))
        {
            var kept = ids.Check(reading);
            foreach (var problem in kept.Problems)
                job.Complain(problem);
            CountKinds(reading);
            yield return kept;
        }
        if (without.Count > 0)
            job.Note("no whole article: " + string.Join(", ", without.Select(kind => $"{kind.Value} {kind.Key}")));
    }

    /// <summary>Pages that hold no article, and stubs, by what they are: silence is not to be taken for peace.</summary>
    private void CountKinds(PageReading reading)
    {
        var kinds = reading.Articles.IsEmpty
            ?
            [
                reading.Notes.FirstOrDefault(note => note is { About: "kind", Article: null })?.Value
                    ?? "page without text",
            ]
            : reading.Notes.Where(note => note is { Value: PageReading.PaywallStub }).Select(note => note.Value!);
        if (reading.Problems.IsEmpty || !reading.Articles.IsEmpty)
            foreach (var kind in kinds)
                without[kind] = without.GetValueOrDefault(kind) + 1;
    }

    /// <summary>Article after article.</summary>
    public IEnumerable<Article> Articles()
    {
        foreach (var reading in Readings())
        foreach (var article in reading.Articles)
        {
            job.Progress.Add("articles");
            yield return article;
        }
    }

    private void SayProblems()
    {
        for (; problemsSaid < source.Problems.Count; problemsSaid++)
            job.Complain(source.Problems[problemsSaid]);
    }
}
