using Microsoft.Playwright;

namespace Annals.Web.Tests;

public sealed class PageTests(SiteUnderTest site) : IClassFixture<SiteUnderTest>, IAsyncDisposable
{
    /// <summary>A busy machine is slow; a page that is wrong is so after a minute too.</summary>
    private const float Patience = 120_000;

    private readonly List<IBrowserContext> opened = [];

    /// <summary>A page that stays open goes on drawing its map beside the next test's.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var context in opened)
            await context.CloseAsync();
    }

    /// <summary>A page that has drawn all that it is to draw, with everything noted that a well-behaved page does not do.</summary>
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
        opened.Add(context);
        context.SetDefaultTimeout(Patience);
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
        await page.GotoAsync(site.Address + path, new() { WaitUntil = WaitUntilState.Load });
        await Settled(page);
        return (page, trouble);
    }

    /// <summary>Nothing is asked for or drawn any more: by "load" every script has said what it is at (see busy.mjs).</summary>
    private static Task Settled(IPage page) =>
        page.WaitForSelectorAsync("html:not([data-busy])", new() { State = WaitForSelectorState.Attached });

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
        Assert.True(await page.EvaluateAsync<int>("() => Number(document.getElementById('map').dataset.points)") > 0);
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
        await page.ClickAsync("details.further summary");
        await page.FillAsync("input[name=place]", "Bamako");
        await page.ClickAsync("form.filters button.main");
        await page.WaitForURLAsync("**/?*place=Bamako*");
        await Settled(page);
        Assert.InRange(await page.Locator("#results tbody tr").CountAsync(), 1, all - 1);
        await page.GoBackAsync();
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('#results tbody tr').length === {all}");
        await Settled(page);
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task An_event_page_leads_from_a_value_to_its_words()
    {
        var (page, trouble) = await Open(await FirstEvent());
        Assert.True(await page.Locator("blockquote mark").CountAsync() > 0);
        foreach (var link in await page.Locator("a[data-shows]").AllAsync())
        {
            await link.ClickAsync();
            Assert.True(await page.Locator("mark.lit").CountAsync() > 0, await link.GetAttributeAsync("data-shows"));
        }
        await page.ScreenshotAsync(new() { Path = Path.Combine(site.Screenshots, "event.png"), FullPage = true });
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task Words_lead_back_to_their_value()
    {
        var (page, trouble) = await Open(await FirstEvent());
        foreach (var kind in new[] { "type", "actors", "place", "time" })
        {
            var words = page.Locator($"blockquote mark.{kind}").First;
            var value = (await words.GetAttributeAsync("data-values"))!.Split(' ')[0];
            await words.ClickAsync();
            Assert.Equal(1, await page.Locator($"mark.lit[data-values~='{value}']").CountAsync());
            Assert.Equal(1, await page.Locator($"a.lit[data-shows~='{value}']").CountAsync());
        }
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task A_brush_over_the_timeline_chooses_days_and_a_double_click_takes_it_back()
    {
        var (page, trouble) = await Open("/");
        var timeline = page.Locator("#timeline");
        var width = (await timeline.BoundingBoxAsync())!.Width;
        await timeline.HoverAsync(
            new()
            {
                Position = new() { X = width * 0.3f, Y = 30 },
            }
        );
        await page.Mouse.DownAsync();
        await timeline.HoverAsync(
            new()
            {
                Position = new() { X = width * 0.45f, Y = 30 },
            }
        );
        await timeline.HoverAsync(
            new()
            {
                Position = new() { X = width * 0.6f, Y = 30 },
            }
        );
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("() => location.search.includes('from=')");
        await Settled(page);
        Assert.NotEqual("", await page.InputValueAsync("input[name=to]"));
        await page.DblClickAsync("#timeline");
        await page.WaitForFunctionAsync("() => !location.search.includes('from=')");
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task The_stretch_that_the_map_shows_becomes_a_box_in_the_address()
    {
        var (page, trouble) = await Open("/?country=MLI");
        await page.ClickAsync("#use-box");
        await page.WaitForURLAsync("**/?*box=*");
        await Settled(page);
        Assert.Contains("box", await page.InnerTextAsync("#results ul.chips"), StringComparison.Ordinal);
        Assert.True(await page.Locator("#results tbody tr").CountAsync() > 0);
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task A_row_in_focus_lights_its_point_and_the_keyboard_reaches_everything()
    {
        var (page, trouble) = await Open("/");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("To the content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.Locator("#results tbody tr[data-lat] a").First.FocusAsync();
        Assert.Equal("1", await page.GetAttributeAsync("#map", "data-lit"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/events/*");
        await Settled(page);
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task A_month_of_an_actor_is_chosen_on_its_map()
    {
        var (page, trouble) = await Open("/actors/al-shabaab");
        Assert.True(
            await page.EvaluateAsync<int>("() => Number(document.getElementById('months-map').dataset.points)") > 0
        );
        await page.Locator("#month").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync(
            "() => document.getElementById('month-shown').textContent.includes('with a point')"
        );
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task Printed_there_are_words_and_tables_and_no_controls()
    {
        var (page, trouble) = await Open(await FirstEvent());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator("header.top nav").IsVisibleAsync());
        Assert.True(await page.Locator("blockquote").First.IsVisibleAsync());
        await page.ScreenshotAsync(new() { Path = Path.Combine(site.Screenshots, "event-print.png") });
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task A_quotation_in_Arabic_stands_from_right_to_left()
    {
        var (page, trouble) = await Open("/articles/" + Hostile.Id);
        var direction = await page.EvaluateAsync<string>(
            "() => getComputedStyle(document.querySelector('div.text')).unicodeBidi"
        );
        Assert.Equal("plaintext", direction);
        await page.ScreenshotAsync(new() { Path = Path.Combine(site.Screenshots, "hostile.png") });
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
    [InlineData("event", "event")]
    [InlineData("/articles/hostile-page", "hostile")]
    [InlineData("/?country=MLI&killed=5", "narrowed")]
    public async Task No_page_has_a_fault_that_axe_finds_in_light_or_dark_narrow_or_wide(string path, string name)
    {
        path = path == "event" ? await FirstEvent() : path;
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

    [Theory]
    [InlineData("/")]
    [InlineData("/articles")]
    [InlineData("/articles/garissa-first-day")]
    [InlineData("/actors")]
    [InlineData("/actors/al-shabaab")]
    [InlineData("/places/Bamako")]
    [InlineData("/add")]
    [InlineData("event")]
    [InlineData("/articles/hostile-page")]
    public async Task No_page_is_wider_than_its_window_or_its_paper(string path)
    {
        var (page, trouble) = await Open(path == "event" ? await FirstEvent() : path);
        foreach (var width in new[] { 390, 768, 1400, 2200 })
        {
            await page.SetViewportSizeAsync(width, 1000);
            await Settled(page);
            Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
        }
        // Paper of A4 with usual margins.
        await page.SetViewportSizeAsync(680, 1000);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, 680);
        Assert.Empty(trouble);
    }

    [Theory]
    [InlineData("/articles/hostile-page")]
    [InlineData("/events/hostile")]
    [InlineData("/?words=Monday")]
    [InlineData("/actors/%3Cscript%3Edocument.title='owned'%3C%2Fscript%3E")]
    [InlineData("/places/%22%3E%3Cimg%20src=x%20onerror=document.title='owned'%3E")]
    [InlineData("/?actor=%22%3E%3Csvg%20onload=document.title='owned'%3E")]
    public async Task Nothing_that_is_stored_or_asked_runs(string path)
    {
        var (page, trouble) = await Open(path == "/events/hostile" ? await HostileEvent() : path);
        Assert.NotEqual("owned", await page.TitleAsync());
        Assert.Equal(
            0,
            await page.Locator("main script, main img, main iframe, main object, main [onload], main [onerror]")
                .CountAsync()
        );
        Assert.Equal(0, await page.Locator("a[href^='javascript:'], a[href^='data:']").CountAsync());
        Assert.DoesNotContain('\u202E', await page.InnerTextAsync("main"));
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task The_host_of_a_source_stands_as_the_network_knows_it()
    {
        var (page, _) = await Open("/articles/" + Hostile.Id);
        var source = await page.Locator("main p.soft a").First.InnerTextAsync();
        Assert.StartsWith("xn--", source, StringComparison.Ordinal);
    }

    private async Task<string> HostileEvent()
    {
        var (page, _) = await Open("/articles/" + Hostile.Id);
        return await page.Locator("table.events a").First.GetAttributeAsync("href")
            ?? throw new InvalidOperationException("the hostile page has no event");
    }

    [Fact]
    public async Task Files_that_are_dropped_are_read_one_after_the_other_with_progress()
    {
        var (page, trouble) = await Open("/add");
        await page.EvaluateAsync(
            """
            () => {
                const dropped = new DataTransfer();
                for (const name of ["one.txt", "two.txt"])
                    dropped.items.add(new File([`Gunmen killed two people in Gao on Monday, police said in ${name}.\n`], name, { type: "text/plain" }));
                dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
            }
            """
        );
        await page.WaitForSelectorAsync("#store-all");
        await Settled(page);
        Assert.Equal(2, await page.Locator("#read section.read").CountAsync());
        Assert.Contains("Not stored yet", await page.InnerTextAsync("#progress"), StringComparison.Ordinal);
        await page.ScreenshotAsync(new() { Path = Path.Combine(site.Screenshots, "dropped.png"), FullPage = true });
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
        await page.WaitForSelectorAsync("#read section.read");
        await Settled(page);
        Assert.Contains("Not stored yet", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        var (other, _) = await Open("/?place=Kadugli");
        Assert.Equal(0, await other.Locator("#results tbody tr").CountAsync());
        await page.ClickAsync("form[action='/add/confirm'] button");
        await page.WaitForSelectorAsync("#read section [role=status]");
        await Settled(page);
        Assert.Contains("1 event is new or has changed", await page.InnerTextAsync("#read"), StringComparison.Ordinal);
        Assert.Empty(trouble);
    }
}
