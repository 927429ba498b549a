using Microsoft.Playwright;

namespace Annals.Web.Tests;

public sealed class PageTests(SiteUnderTest site) : IClassFixture<SiteUnderTest>
{
    /// <summary>A page with everything noted that a well-behaved page does not do.</summary>
    private async Task<(IPage Page, List<string> Trouble)> Open(
        string path,
        ViewportSize? size = null,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var context = await site.NeedBrowser()
            .NewContextAsync(
                new() { ViewportSize = size ?? new() { Width = 1400, Height = 1000 }, ColorScheme = scheme }
            );
        var page = await context.NewPageAsync();
        var trouble = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                trouble.Add(message.Text);
        };
        page.PageError += (_, error) => trouble.Add(error);
        page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(site.Address, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
            )
                trouble.Add("asked another machine: " + request.Url);
        };
        await page.GotoAsync(site.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        return (page, trouble);
    }

    private async Task<string> FirstEvent()
    {
        var (page, _) = await Open("/");
        return await page.Locator("#results tbody a").First.GetAttributeAsync("href")
            ?? throw new InvalidOperationException("no event in the record");
    }

    [Fact]
    public async Task The_first_page_shows_map_timeline_and_table_and_asks_no_other_machine()
    {
        var (page, trouble) = await Open("/");
        await page.WaitForFunctionAsync("() => Number(document.getElementById('map').dataset.points) > 0");
        Assert.True(await page.Locator("#timeline .bar").CountAsync() > 0);
        Assert.True(await page.Locator("#results tbody tr").CountAsync() > 5);
        await page.ScreenshotAsync(new() { Path = Path.Combine(site.Screenshots, "first.png") });
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task A_filter_moves_table_map_and_timeline_and_stands_in_the_address()
    {
        var (page, trouble) = await Open("/");
        var all = await page.Locator("#results tbody tr").CountAsync();
        await page.FillAsync("input[name=place]", "Bamako");
        await page.ClickAsync("form.filters button.main");
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('#results tbody tr').length < {all}");
        Assert.Contains("place=Bamako", page.Url, StringComparison.Ordinal);
        await page.GoBackAsync();
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('#results tbody tr').length === {all}");
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task An_event_page_leads_from_a_value_to_its_words()
    {
        var (page, trouble) = await Open(await FirstEvent());
        Assert.True(await page.Locator("blockquote mark").CountAsync() > 0);
        var link = page.Locator("a[data-shows]").First;
        await link.ClickAsync();
        Assert.Equal(1, await page.Locator("mark.lit").CountAsync() > 0 ? 1 : 0);
        await page.ScreenshotAsync(new() { Path = Path.Combine(site.Screenshots, "event.png"), FullPage = true });
        Assert.Empty(trouble);
    }

    [Theory]
    [InlineData("/", "first")]
    [InlineData("/articles", "articles")]
    [InlineData("/articles/garissa-first-day", "article")]
    [InlineData("/actors", "actors")]
    [InlineData("/actors/Al-Shabaab", "actor")]
    [InlineData("/places/Bamako", "place")]
    [InlineData("/add", "add")]
    public async Task No_page_has_a_fault_that_axe_finds_in_light_or_dark_narrow_or_wide(string path, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var size =
                scheme == ColorScheme.Light
                    ? new ViewportSize { Width = 1400, Height = 900 }
                    : new ViewportSize { Width = 390, Height = 844 };
            var (page, trouble) = await Open(path, size, scheme);
            await page.ScreenshotAsync(
                new()
                {
                    Path = Path.Combine(
                        site.Screenshots,
                        $"{name}-{(scheme == ColorScheme.Light ? "wide" : "phone-dark")}.png"
                    ),
                }
            );
            Assert.Empty(trouble);
            await page.EvaluateAsync(await File.ReadAllTextAsync(SiteUnderTest.NeedAxe()));
            var found = await page.EvaluateAsync<string[]>(
                "async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))"
            );
            Assert.Empty(found);
        }
    }

    [Fact]
    public async Task Nothing_in_a_stored_article_runs()
    {
        var (page, trouble) = await Open("/articles/" + Hostile.Id);
        Assert.NotEqual("owned", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("main script, main img, main svg[onload]").CountAsync());
        var source = await page.Locator("main p.soft a").First.InnerTextAsync();
        Assert.StartsWith("xn--", source, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', await page.Locator("div.text").InnerTextAsync());
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task Pasted_text_is_read_at_once_and_stored_only_when_confirmed()
    {
        var (page, trouble) = await Open("/add");
        await page.FillAsync(
            "textarea[name=text]",
            "Militia fighters attacked a market in Kadugli\n\nBy Example Desk\n3 March 2020\n\nMilitia fighters attacked a market in Kadugli on Monday, killing four people, police said.\n"
        );
        await page.ClickAsync("button.main");
        Assert.Contains("Not stored yet", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        var (other, _) = await Open("/?place=Kadugli");
        Assert.Equal(0, await other.Locator("#results tbody tr").CountAsync());
        await page.ClickAsync("form[action='/add/confirm'] button");
        Assert.Contains("Stored", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Empty(trouble);
    }
}
