namespace Annals.Web;

/// <summary>What does not exist: as a page for people, as problem details (RFC 9457) for programs.</summary>
public static class Missing
{
    public static IResult Of(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var name = context.Request.RouteValues.Values.FirstOrDefault()?.ToString() ?? path;
        return path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".csv", StringComparison.Ordinal)
            ? Results.Problem($"The record holds nothing by \"{name}\".", statusCode: 404, title: "Not in the record")
            : Replies.Html(
                context,
                Layout.Page(
                    "Not in the record",
                    Markup.Of(
                        $"<h1>Not in the record</h1><p>The record holds nothing by {name}. <a href=\"/\">All events</a></p>"
                    )
                ),
                404
            );
    }
}
