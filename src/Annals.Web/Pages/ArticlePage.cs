using System.Collections.Immutable;
using Annals.Answers;
using Annals.Coding;
using Annals.Record;
using Annals.Store;
using Words = Annals.Answers.Words;

namespace Annals.Web.Pages;

/// <summary>
/// One article: its text with everything that was read from it, how its title and dates were found, what was dropped of
/// the page and why, which sentences were passed over and why.
/// </summary>
public sealed class ArticlePage(Lazy<Pipeline> pipeline)
{
    public void Map(Twins twins)
    {
        twins.Map("/articles", "The articles of the record, latest first", [Question.PageNumber], All);
        twins.Map(
            "/articles/{id}",
            "An article with all that is read from it; notes say how its title, outlet and dates were found",
            [Question.Parameters[^1]],
            (context, ask) => One(context, ask)
        );
    }

    private static Look All(HttpContext context, Ask ask)
    {
        var query = context.Request.Query;
        var rows = ask.Articles((Question.Page(query) - 1) * Question.RowsAPage, Question.RowsAPage + 1);
        var answer = new ArticlesAnswer([.. rows.Take(Question.RowsAPage)]);
        var more = rows.Length > Question.RowsAPage;
        return Look.At(answer, () => List(query, answer, more)) with { More = more };
    }

    private Look? One(HttpContext context, Ask ask)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return ask.Article(id, Question.Of(context.Request.Query)) is { } answer
            ? Look.At(answer, () => Show(answer, ask))
            : null;
    }

    private static Markup List(IQueryCollection query, ArticlesAnswer answer, bool more) =>
        Layout.Page(
            "Articles",
            Markup.Of(
                $"""
                <h1>Articles</h1>
                <div class="scroll" tabindex="0" role="region" aria-label="Articles"><table><thead><tr><th scope="col">Published</th><th scope="col">Outlet</th><th scope="col">Title</th><th scope="col">Language</th><th scope="col" class="number">Reports</th></tr></thead>
                <tbody>{answer.Articles.Select(Row)}</tbody></table></div>
                {Paging.Nav(query, "/articles", more, "Pages of the table")}
                {Views.Same("/articles", Paging.Query(query))}
                """
            )
        );

    private static Markup Row(ArticleRow row) =>
        Markup.Of(
            $"<tr><td class=\"day\">{row.Published ?? "unknown"}</td><td>{Words.Of(row.Outlet)}</td><td><a href=\"/articles/{row.Id}\" dir=\"auto\">{row.Title ?? row.Id}</a></td><td>{Words.Of(row.Language)}</td><td class=\"number\">{row.Reports}</td></tr>"
        );

    private Markup Show(ArticleAnswer answer, Ask ask)
    {
        var article = answer.Article;
        var page = article.Dropped.Length == 0 ? null : ask.PageOf(article);
        return Layout.Page(
            article.Title ?? article.Id,
            Markup.Of(
                $"""
                {Body(
                    article,
                    answer.Reports,
                    answer.Events,
                    pipeline.Value.Explain(article).Passed,
                    page is null ? "" : pipeline.Value.Read(page).Decoded
                )}
                {Views.Same("/articles/" + Uri.EscapeDataString(article.Id))}
                """
            ),
            "words.mjs"
        );
    }

    /// <summary>Also what a text that is not stored yet looks like.</summary>
    /// <param name="page">The page as decoded, in which the dropped stretches count; empty where it is not at hand.</param>
    public static Markup Body(
        Article article,
        IReadOnlyCollection<Report> reports,
        IReadOnlyCollection<Event> events,
        ImmutableArray<PassedOver> passed,
        string page
    )
    {
        var marks = reports.SelectMany(Marks.Of).ToList();
        var title = article.Title ?? "";
        return Markup.Of(
            $"""
            <h1 dir="auto">{Marks.Show(title, 0, title.Length, true, marks)}</h1>
            <p class="soft">{(article.Outlet is { } outlet ? $"{outlet} · " : "")}published {Published(article.Published)}{(
                article.Url is null ? Markup.Empty : Markup.Of($" · {Views.Source(article.Url)}")
            )}</p>
            <div class="two"><div>
            <section class="panel"><h2>What it says</h2>{(
                reports.Count == 0
                    ? Markup.Of($"<p>Nothing was coded from it{Language(article)}.</p>")
                    : Markup.Of($"<ol class=\"reports\">{reports.Select(Line)}</ol>")
            )}</section>
            {NotesOf(article)}
            {PassedBy(passed)}
            {DroppedOf(article, page)}
            </div><div>{Marks.Legend}<div class="panel text" dir="auto">{Marks.Show(
                article.Text,
                0,
                article.Text.Length,
                false,
                marks
            )}</div></div></div>
            {(
                events.Count == 0
                    ? Markup.Empty
                    : Markup.Of($"<section><h2>Events</h2>{Views.Events(events, "Events that draw on it")}</section>")
            )}
            """
        );
    }

    private static string Language(Article article) =>
        article.Language is { } other and not "en" ? $": it is in another language ({other})" : "";

    private static string Published(Publication published) =>
        published.From is null
            ? "unknown"
            : $"{Words.Of(new EventTime { From = published.From, To = published.To, Precision = published.Precision })} ({Words.Kebab(published.Basis.ToString())})";

    private static Markup Line(Report report)
    {
        var first = Marks.Of(report).Select(mark => mark.Value).FirstOrDefault();
        var what = Views.Plain(ReportWords.What(report));
        var shown = first is null
            ? Markup.Of($"{what}")
            : Markup.Of($"<a href=\"#w-{first}\" data-shows=\"{first}\">{what}</a>");
        return Markup.Of(
            $"<li><span class=\"kind {Words.Kebab(report.Kind.ToString())}\">{Words.Kebab(report.Kind.ToString())}</span> {shown} {Views.Status(report.Status, report.Negated)} <span class=\"soft\">{string.Join(" · ", Known(report))}</span></li>"
        );
    }

    private static IEnumerable<string> Known(Report report)
    {
        if (Views.When(report.Time) is { } time)
            yield return time;
        if (report.Place is { } place)
            yield return Views.Where(place);
        yield return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"confidence {report.Confidence:0.00}"
        );
    }

    /// <summary>A correction or a warning first; then how each value of the article was found.</summary>
    private static Markup NotesOf(Article article) =>
        article.Notes.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <details open><summary>How its title and dates were found</summary><dl class="facts">{article.Notes.Select(note =>
                    Markup.Of($"<dt>{note.About}</dt><dd dir=\"auto\">{note.Value} <span class=\"soft\">{note.Why}</span></dd>")
                )}</dl></details>
                """
            );

    private static Markup PassedBy(ImmutableArray<PassedOver> passed) =>
        passed.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <details><summary>{Views.Count(passed.Length, "sentence")} gave no happening</summary><ul class="passed">{passed.Select(one =>
                    Markup.Of($"<li><q dir=\"auto\">{Words.Short(one.Sentence.Text, 160)}</q> <span class=\"soft\">{one.Why}</span></li>")
                )}</ul></details>
                """
            );

    private static Markup DroppedOf(Article article, string page) =>
        article.Dropped.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"""
                <details><summary>{Views.Count(article.Dropped.Length, "piece")} of the page {(article.Dropped.Length == 1 ? "was" : "were")} dropped</summary><ul class="passed">{article.Dropped.Select(piece =>
                    Markup.Of($"<li>{Quoted(piece, page)} <span class=\"soft\">{piece.Why} ({piece.Start} to {piece.End} of the page)</span></li>")
                )}</ul></details>
                """
            );

    private static Markup Quoted(Dropped piece, string page) =>
        piece.End <= page.Length && piece.Start < piece.End
            ? Markup.Of($"<q dir=\"auto\">{Words.Short(page[piece.Start..piece.End].Trim(), 160)}</q>")
            : Markup.Empty;
}
