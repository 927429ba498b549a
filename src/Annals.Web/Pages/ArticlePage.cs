using System.Globalization;
using Annals.Answers;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>One article: its text with everything that was read from it, what was dropped of the page and why.</summary>
public static class ArticlePage
{
    public static void Map(IEndpointRouteBuilder routes, OpenStore record)
    {
        routes.MapGet(
            "/articles",
            context => record.Ask(context, ask => Replies.Html(context, All(context.Request.Query, ask)))
        );
        routes.MapGet(
            "/articles/{id}.json",
            (HttpContext context, string id) =>
                record.Ask(
                    context,
                    ask => Reply(context, ask, id, answer => Replies.Json(context, AnswerJson.Write(answer)))
                )
        );
        routes.MapGet(
            "/articles/{id}.csv",
            (HttpContext context, string id) =>
                record.Ask(
                    context,
                    ask => Reply(context, ask, id, answer => Replies.Csv(context, answer.Tables[0], id))
                )
        );
        routes.MapGet(
            "/articles/{id}",
            (HttpContext context, string id) =>
                record.Ask(context, ask => Reply(context, ask, id, answer => Replies.Html(context, Show(answer))))
        );
    }

    private static IResult Reply(HttpContext context, Ask ask, string id, Func<ArticleAnswer, IResult> reply) =>
        ask.Article(id, Question.Of(context.Request.Query)) is { } answer
            ? reply(answer)
            : Missing.Of(context, "article", id);

    private static Markup All(IQueryCollection query, Ask ask)
    {
        var page = Question.Page(query);
        var rows = ask.Articles((page - 1) * Question.RowsAPage, Question.RowsAPage + 1);
        return Layout.Page(
            "Articles",
            Markup.Of(
                $"""
                <h1>Articles</h1>
                <div class="scroll" tabindex="0" role="region" aria-label="Articles"><table><thead><tr><th scope="col">Published</th><th scope="col">Outlet</th><th scope="col">Title</th><th scope="col">Language</th><th scope="col" class="number">Reports</th></tr></thead>
                <tbody>{rows.Take(Question.RowsAPage).Select(Row)}</tbody></table></div>
                <nav class="pager" aria-label="Pages">{(
                    page > 1 ? Markup.Of($"<a href=\"/articles?page={page - 1}\">Previous</a>") : Markup.Empty
                )}
                {(
                    rows.Length > Question.RowsAPage
                        ? Markup.Of($"<a href=\"/articles?page={page + 1}\">Next</a>")
                        : Markup.Empty
                )}</nav>
                """
            )
        );
    }

    private static Markup Row(ArticleRow row) =>
        Markup.Of(
            $"<tr><td>{row.Published ?? "unknown"}</td><td>{Words.Of(row.Outlet)}</td><td><a href=\"/articles/{row.Id}\" dir=\"auto\">{row.Title ?? row.Id}</a></td><td>{Words.Of(row.Language)}</td><td class=\"number\">{row.Reports}</td></tr>"
        );

    private static Markup Show(ArticleAnswer answer) =>
        Layout.Page(
            answer.Article.Title ?? answer.Article.Id,
            Body(answer.Article, answer.Reports, answer.Events),
            "words.mjs"
        );

    /// <summary>Also what a text that is not stored yet looks like.</summary>
    public static Markup Body(Article article, IReadOnlyCollection<Report> reports, IReadOnlyCollection<Event> events)
    {
        var marks = reports.SelectMany(Marks.Of).ToList();
        var title = article.Title ?? "";
        return Markup.Of(
            $"""
            <h1 dir="auto">{Marks.Show(title, 0, title.Length, true, marks)}</h1>
            <p class="soft">{Words.Of(article.Outlet)} · published {Published(article.Published)} · {Views.Source(
                article.Url
            )}</p>
            <div class="two"><div>
            <section class="panel"><h2>What it says</h2>{(
                reports.Count == 0
                    ? Markup.Of($"<p>Nothing was coded from it{Language(article)}.</p>")
                    : Markup.Of($"<ol>{reports.Select(Line)}</ol>")
            )}</section>
            {(
                events.Count == 0
                    ? Markup.Empty
                    : Markup.Of($"<section><h2>Events</h2>{Views.Events(events, "Events that draw on it")}</section>")
            )}
            {DroppedOf(article)}
            </div><div>{Marks.Legend}<div class="panel text" dir="auto">{Marks.Show(
                article.Text,
                0,
                article.Text.Length,
                false,
                marks
            )}</div></div></div>
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
        return Markup.Of(
            $"<li><a href=\"#w-{first}\" data-shows=\"{first}\">{ReportWords.What(report)}</a> {Views.Status(report.Status, report.Negated)} <span class=\"soft\">{Words.Of(report.Time)} · {Words.Of(report.Place)}</span></li>"
        );
    }

    private static Markup DroppedOf(Article article) =>
        article.Dropped.Length == 0
            ? Markup.Empty
            : Markup.Of(
                $"<details><summary>{article.Dropped.Length} pieces of the page were dropped</summary><ul>{article.Dropped.Select(piece => Markup.Of($"<li>{piece.Why} <span class=\"soft\">({piece.Start.ToString(CultureInfo.InvariantCulture)} to {piece.End.ToString(CultureInfo.InvariantCulture)})</span></li>"))}</ul></details>"
            );
}
