namespace Annals.Web;

/// <summary>What every page has around its own part.</summary>
public static class Layout
{
    /// <param name="title">Of the tab and the first heading's page.</param>
    /// <param name="main">The page's own part.</param>
    /// <param name="scripts">Modules of wwwroot; none is written inline.</param>
    public static Markup Page(string title, Markup main, params IEnumerable<string> scripts) =>
        Markup.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · Annals</title>
            <link rel="stylesheet" href="/lib/maplibre-gl.css">
            <link rel="stylesheet" href="/annals.css">
            <link rel="icon" href="data:,">
            {scripts.Select(Script)}
            </head>
            <body>
            <a class="skip" href="#main">To the content</a>
            <header class="top">
            <a class="name" href="/">Annals</a>
            <nav aria-label="Pages"><a href="/">Events</a> <a href="/actors">Actors</a> <a href="/articles">Articles</a> <a href="/add">Bring your own</a> <a href="/openapi.json">API</a></nav>
            </header>
            <main id="main">
            {main}
            </main>
            </body>
            </html>

            """
        );

    private static Markup Script(string name) =>
        name.EndsWith(".mjs", StringComparison.Ordinal)
            ? Markup.Of($"<script type=\"module\" src=\"/{name}\"></script>")
            : Markup.Of($"<script src=\"/{name}\" defer></script>");
}
