using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;
using Annals.Store;

namespace Annals.Web.Pages;

/// <summary>
/// Bring your own: files, a pasted text or an address. What is read from them is shown at once; nothing is stored
/// before it is confirmed.
/// </summary>
public sealed class AddPage(OpenStore record, Lazy<Pipeline> pipeline, GuardedFetch fetch, TimeProvider time)
{
    private const int LargestUpload = 32 * 1024 * 1024;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(30);

    /// <summary>Pages that were shown and not confirmed yet, by the digest of their content.</summary>
    private readonly ConcurrentDictionary<string, (Page Page, DateTimeOffset When)> waiting = new(
        StringComparer.Ordinal
    );

    public void Map(Twins twins)
    {
        twins.Get("/add", context => Replies.Html(context, Ask(null)).ExecuteAsync(context));
        ImmutableArray<Parameter> fields =
        [
            new("text", "a text or a page"),
            new("files", "files", "file"),
            new("url", "an address of the public web, which this program fetches"),
        ];
        twins.Post(
            "/add",
            "What is read from a text, files or an address; nothing is stored",
            fields,
            Show,
            "text/html"
        );
        twins.Post("/add.json", "The same as articles and reports", fields, Show, "application/json");
        twins.Post("/add/confirm", "Stores what was shown", [new("key", "of what was shown")], Store, "text/html");
    }

    private static Markup Ask(string? trouble) =>
        Layout.Page(
            "Bring your own",
            Markup.Of(
                $"""
                <h1>Bring your own</h1>
                {(trouble is null ? Markup.Empty : Markup.Of($"<p class=\"panel warn\" role=\"alert\">{trouble}</p>"))}
                <p>What is read is shown first. Nothing is stored before you confirm it.</p>
                <form method="post" action="/add" enctype="multipart/form-data" class="panel bring" id="bring">
                <p><label>A text or a page<textarea name="text" rows="10"></textarea></label></p>
                <p class="drop" id="drop"><label>Files (HTML, text, feeds, JSON Lines, WARC): choose them, or drop them here<input type="file" name="files" multiple></label></p>
                <p><label>An address, fetched by this program<input type="url" name="url" placeholder="https://"></label></p>
                <p><button class="main" type="submit">Read it</button></p>
                </form>
                <div id="progress" hidden><label for="done" id="progress-words" role="status"></label> <progress id="done" value="0" max="1"></progress></div>
                <div id="read"></div>
                """
            ),
            "add.mjs",
            "words.mjs"
        );

    private async Task Show(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var pages = new List<Page>();
        if (form["text"].ToString() is { } text && !string.IsNullOrWhiteSpace(text))
            pages.Add(new Page { Path = "Pasted text", Content = Encoding.UTF8.GetBytes(text) });
        foreach (var file in form.Files)
        {
            if (file.Length > LargestUpload)
            {
                await Refuse(
                    context,
                    $"{file.FileName} is larger than {LargestUpload / 1024 / 1024} MB; use annals ingest for it.",
                    413
                );
                return;
            }
            using var content = new MemoryStream();
            await file.CopyToAsync(content, context.RequestAborted);
            if (content.Length > 0)
                pages.Add(new Page { Path = Path.GetFileName(file.FileName), Content = content.ToArray() });
        }
        if (form["url"].ToString() is { } url && !string.IsNullOrWhiteSpace(url))
        {
            var fetched = await fetch.Get(url, context.RequestAborted);
            if (fetched.Page is null)
            {
                await Refuse(context, $"The address was not fetched: {fetched.Trouble}", 422);
                return;
            }
            pages.Add(fetched.Page);
        }
        if (pages.Count == 0)
            await Refuse(context, "There was nothing to read.", 422);
        else if (IsForPrograms(context))
            await Replies.Json(context, Told(pages)).ExecuteAsync(context);
        else
            await Replies.Html(context, Read(pages)).ExecuteAsync(context);
    }

    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.Value?.EndsWith(".json", StringComparison.Ordinal) == true;

    private static Task Refuse(HttpContext context, string trouble, int status) =>
        IsForPrograms(context)
            ? Results.Problem(trouble, statusCode: status, title: "Not read").ExecuteAsync(context)
            : Replies.Html(context, Ask(trouble), status).ExecuteAsync(context);

    /// <summary>The articles and reports as the command line writes them, with the key by which a page is stored.</summary>
    private string Told(List<Page> pages) =>
        "["
        + string.Join(
            ",",
            pages.Select(page =>
            {
                var articles = pipeline.Value.Read(page).Articles;
                var reports = articles.SelectMany(article => pipeline.Value.Code(article));
                return $"{{\"key\":\"{Keep(page)}\",\"articles\":[{string.Join(",", articles.Select(article => Json.Write(article)))}],\"reports\":[{string.Join(",", reports.Select(report => Json.Write(report)))}]}}";
            })
        )
        + "]";

    private string Keep(Page page)
    {
        Forget();
        var key = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(page.Content.Span));
        waiting[key] = (page, time.GetUtcNow());
        return key;
    }

    private Markup Read(List<Page> pages)
    {
        var shown = new List<Markup>();
        foreach (var page in pages)
        {
            var key = Keep(page);
            var reading = pipeline.Value.Read(page);
            var articles = reading.Articles;
            shown.Add(
                Markup.Of(
                    $"""
                    <section class="panel read"><h2>{page.Path}</h2>
                    <p class="soft">Read as {reading.Format}: {reading.Why}. {Views.Count(
                        articles.Length,
                        "article"
                    )}.</p>
                    {reading.Problems.Select(problem => Markup.Of($"<p class=\"warn\">{problem.ToString()}</p>"))}
                    <form method="post" action="/add/confirm"><input type="hidden" name="key" value="{key}"><button class="main" type="submit">Store it in the record</button></form>
                    {articles.Select(article => Explained(article, reading.Decoded))}
                    </section>
                    """
                )
            );
        }
        return Layout.Page(
            "What was read",
            Markup.Of(
                $"<h1>What was read</h1><p role=\"status\">Not stored yet.</p>{shown}<p><a href=\"/add\">Something else</a></p>"
            ),
            "words.mjs"
        );
    }

    private Markup Explained(Article article, string page)
    {
        var explanation = pipeline.Value.Explain(article);
        return ArticlePage.Body(article, explanation.Reports, [], explanation.Passed, page);
    }

    private async Task Store(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!waiting.TryRemove(form["key"].ToString(), out var kept))
        {
            await Replies
                .Html(context, Ask("That was shown too long ago; bring it once more."), 410)
                .ExecuteAsync(context);
            return;
        }
        using var store = record.OpenToWrite();
        var summary = new Intake(store, pipeline.Value, Linker.Load(KnowledgeFolder.Default)).Run([kept.Page]);
        var page = Layout.Page(
            "Stored",
            Markup.Of(
                $"<h1>Stored</h1><p role=\"status\">{Views.Count(summary.Articles, "article")}, {Views.Count(summary.Reports, "report")}; {Views.Count(summary.Events, "event")} {(summary.Events == 1 ? "is new or has" : "are new or have")} changed.</p><p><a href=\"/\">To the events</a></p>"
            )
        );
        await Replies.Html(context, page).ExecuteAsync(context);
    }

    private void Forget()
    {
        foreach (var (key, (_, when)) in waiting)
            if (time.GetUtcNow() - when > KeptFor)
                waiting.TryRemove(key, out _);
    }
}
