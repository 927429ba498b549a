using System.Security.Cryptography;
using System.Text;
using Annals.Answers;
using Annals.Store;

namespace Annals.Web;

/// <summary>Replies with an ETag over their bytes: a page that has not changed is not sent again.</summary>
public static class Replies
{
    public static IResult Html(HttpContext context, Markup page, int status = 200) =>
        Tagged(context, page.ToString(), "text/html; charset=utf-8", status);

    public static IResult Json(HttpContext context, string json) =>
        Tagged(context, (Redacts(context)?.Of(json).Line(json) ?? json) + "\n", "application/json; charset=utf-8");

    /// <summary>What a page's own scripts draw: the page shows no less.</summary>
    public static IResult Drawn(HttpContext context, string json) =>
        Tagged(context, json + "\n", "application/json; charset=utf-8");

    /// <param name="context">Of the request.</param>
    /// <param name="of">The JSON of the answer that the table shows: it says who is withheld.</param>
    /// <param name="table">What is written.</param>
    /// <param name="name">Of the file.</param>
    public static IResult Csv(HttpContext context, Func<string> of, AnswerTable table, string name)
    {
        table = Redacts(context)?.Of(of()).Table(table) ?? table;
        var text = string.Concat(Answers.Csv.Lines(table).Select(line => line + "\r\n"));
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        return Tagged(context, text, "text/csv; charset=utf-8");
    }

    /// <summary>Downloads withhold private persons' names, unless the address says "names=1".</summary>
    private static Privacy? Redacts(HttpContext context) =>
        context.Request.Query.ContainsKey("names") ? null : context.Items[typeof(Privacy)] as Privacy;

    private static IResult Tagged(HttpContext context, string text, string type, int status = 200)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        return status == 200 && context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : new Bytes(bytes, type, status);
    }

    private sealed record Bytes(byte[] Content, string Type, int Status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = Status;
            httpContext.Response.ContentType = Type;
            httpContext.Response.ContentLength = Content.Length;
            if (!HttpMethods.IsHead(httpContext.Request.Method))
                await httpContext.Response.Body.WriteAsync(Content);
        }
    }
}
