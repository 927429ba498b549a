using Annals.Knowledge;
using Annals.Reading;
using Annals.Record;

namespace Annals.Cli.Working;

/// <summary>What the given paths hold, read on the job's lanes and handed on in order; what could not be read is said.</summary>
internal sealed class ArticleInput(Job job, IEnumerable<string> paths, string? format = null)
{
    private readonly Reader reader = new();

    /// <summary>Page after page.</summary>
    public IEnumerable<PageReading> Readings()
    {
        foreach (var reading in job.Lanes.Map(new PageFiles(job, paths).Pages(), page => reader.Read(page, format)))
        {
            foreach (var problem in reading.Problems)
                job.Complain(problem);
            yield return reading;
        }
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
}
