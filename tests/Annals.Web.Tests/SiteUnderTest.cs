using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;
using Annals.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;

namespace Annals.Web.Tests;

/// <summary>The site on a free port of loopback, over a record made from the examples and one hostile page; and a browser.</summary>
public sealed class SiteUnderTest : IAsyncLifetime
{
    private static readonly string[] BrowserSwitches =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("annals-web").FullName;
    private WebApplication? site;
    private IPlaywright? playwright;

    public string Address { get; private set; } = "";

    /// <summary>Null where no chromium is installed.</summary>
    public IBrowser? Browser { get; private set; }

    public string Store => Path.Combine(folder, "record.db");

    /// <summary>What is mapped, by its pattern.</summary>
    public IEnumerable<string> Addresses() =>
        ((IEndpointRouteBuilder)site!)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'));

    public string Screenshots { get; } = Path.Combine(AppContext.BaseDirectory, "screenshots");

    public async ValueTask InitializeAsync()
    {
        var knowledge = KnowledgeFolder.Default;
        using (var store = RecordStore.Open(Store))
        {
            var pages = Directory
                .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "examples"))
                .Order(StringComparer.Ordinal)
                .Select(path => new Page { Path = path, Content = File.ReadAllBytes(path) })
                .Append(Hostile.Page)
                .Append(Victim.Page);
            new Intake(store, Pipeline.Load(knowledge), Linker.Load(knowledge)).Run(pages);
        }
        site = Site.Build(Store, 0);
        await site.StartAsync();
        Address = site.Urls.First();
        Directory.CreateDirectory(Screenshots);
        if (Chromium() is not { } chromium)
            return;
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = BrowserSwitches });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        playwright?.Dispose();
        if (site is not null)
            await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Without a browser a test says so and is skipped; in CI it must be there.</summary>
    public IBrowser NeedBrowser()
    {
        if (Browser is not null)
            return Browser;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "chromium is not installed, and CI needs it");
        Assert.Skip("chromium is not installed (apt-get install chromium)");
        return null!;
    }

    /// <summary>axe-core comes from npm with the site's own packages.</summary>
    public static string NeedAxe()
    {
        var axe = Path.Combine(AppContext.BaseDirectory, "axe.min.js");
        if (File.Exists(axe))
            return axe;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "axe-core is not installed, and CI needs it");
        Assert.Skip("axe-core is not installed (npm ci in src/Annals.Web)");
        return "";
    }

    private static string? Chromium() =>
        new[]
        {
            Environment.GetEnvironmentVariable("ANNALS_CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists);
}

/// <summary>A page that tries what a stored page can try.</summary>
public static class Hostile
{
    public const string Id = "hostile-page";

    private const string Text =
        "Gunmen killed three people in Bamako on Monday, police said. <script>document.title='owned'</script> <img src=x onerror=\"document.title='owned'\"> "
        + "<svg onload=\"document.title='owned'\"></svg> The words \\u202Eesrever\\u202C stand as they are.\\n\\nقال شاهد إن المسلحين وصلوا عند الفجر.\\n\\njavascript:alert(1) data:text/html,<script>alert(1)</script>";

    public static readonly Page Page = new()
    {
        Path = "hostile.jsonl",
        Content = System.Text.Encoding.UTF8.GetBytes(
            "{\"id\":\""
                + Id
                + "\",\"title\":\"<script>document.title='owned'</script> Attack in Bamako\",\"outlet\":\"<b>Hostile</b>\",\"published\":\"2024-05-07\",\"language\":\"en\","
                + "\"url\":\"https://ex\\u0430mple.org/look-alike\",\"text\":\""
                + Text.Replace("\"", "\\\"", StringComparison.Ordinal)
                + "\"}\n"
        ),
    };
}

/// <summary>An article that names a victim and a minister.</summary>
public static class Victim
{
    public const string Id = "victim-page";

    public static readonly Page Page = new()
    {
        Path = "victim.jsonl",
        Content = System.Text.Encoding.UTF8.GetBytes(
            """
            {"id":"victim-page","title":"Trader killed in Timbuktu","outlet":"Example Wire","published":"2023-05-09","url":"https://example.org/news/yusuf-tambanu-killed","text":"Gunmen killed Yusuf Tambanu, a trader, in Timbuktu on Monday, police said. Defence Minister Oumar Dialloba said the army would answer."}

            """
        ),
    };
}
