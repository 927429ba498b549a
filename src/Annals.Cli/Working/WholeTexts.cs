using Annals.Reading;
using Annals.Record;

namespace Annals.Cli.Working;

/// <summary>
/// Article lines as they stand, and anything else as one text a page: every character of it, nothing dropped and
/// nothing cut into articles.
/// </summary>
internal sealed class WholeTexts(Job job, IReadOnlyList<string> paths)
{
    public IEnumerable<Article> Articles()
    {
        foreach (var reading in new ArticleInput(job, paths).Readings())
        {
            var articles = reading.Format == PageFormat.JsonLines ? reading.Articles : [Whole(reading.Decoded)];
            foreach (var article in articles)
            {
                job.Progress.Add("articles");
                yield return article;
            }
        }
    }

    private static Article Whole(string text) => new() { Id = Ids.OfArticle(null, null, null, text), Text = text };
}
