using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Annals.Web.Tests;

public sealed class ReplyTests(SiteUnderTest site) : IClassFixture<SiteUnderTest>
{
    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData("/events.json")]
    [InlineData("/timeline.json")]
    [InlineData("/map.json?zoom=2&seen=-180,-80,180,80")]
    [InlineData("/articles.json")]
    [InlineData("/articles/garissa-first-day.json")]
    [InlineData("/actors.json")]
    [InlineData("/actors/Al-Shabaab.json")]
    [InlineData("/actors/al-shabaab/months.json")]
    [InlineData("/places/Bamako.json")]
    [InlineData("/openapi.json")]
    public async Task Every_page_has_a_twin_in_json(string path)
    {
        using var document = JsonDocument.Parse(await Client.GetStringAsync(new Uri(site.Address + path)));
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public async Task Actors_of_the_files_come_first_and_no_day_is_made_up_for_the_month_in_which_one_acted()
    {
        using var actors = JsonDocument.Parse(await Client.GetStringAsync(new Uri(site.Address + "/actors.json")));
        var rows = actors.RootElement.GetProperty("actors").EnumerateArray().ToList();
        var isKnown = rows.Select(row => row.GetProperty("id").ValueKind != JsonValueKind.Null).ToList();
        Assert.Equal(isKnown.OrderDescending(), isKnown);
        Assert.Contains(false, isKnown);
        Assert.All(
            rows.Select(row => row.GetProperty("first").GetString()).OfType<string>(),
            month => Assert.Matches("^[0-9]{4}-[0-9]{2}$", month)
        );
    }

    [Fact]
    public async Task The_server_ends_with_the_program_that_started_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no sleep");
        using var parent = Process.Start("sleep", "600");
        string[] server =
        [
            Path.Combine(AppContext.BaseDirectory, "Annals.Web.dll"),
            .. (string[])["--store", site.Store, "--port", "0", "--parent", $"{parent.Id}"],
        ];
        using var started = Process.Start(
            new ProcessStartInfo("dotnet", server) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        var said = await started.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("The record is at http://127.0.0.1:", said, StringComparison.Ordinal);
        parent.Kill();
        await started.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, started.ExitCode);
    }

    [Fact]
    public async Task A_table_is_a_csv_with_a_header()
    {
        var csv = await Client.GetStringAsync(new Uri(site.Address + "/events.csv"));
        Assert.StartsWith("event,when,where,type,", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/events.csv?country=MLI", "event,")]
    [InlineData("/articles.csv", "article,")]
    [InlineData("/articles/garissa-first-day.csv", "report,")]
    [InlineData("/articles/garissa-first-day.csv?table=2", "event,")]
    [InlineData("/actors.csv", "key,")]
    [InlineData("/actors/al-shabaab.csv", "leader,")]
    [InlineData("/actors/al-shabaab.csv?table=2", "country,")]
    [InlineData("/places/Bamako.csv?table=3", "what,")]
    public async Task Every_table_of_a_page_is_a_csv(string path, string columns) =>
        Assert.StartsWith(columns, await Client.GetStringAsync(new Uri(site.Address + path)), StringComparison.Ordinal);

    [Theory]
    [InlineData("killed=20")]
    [InlineData("sources=2")]
    [InlineData("confidence=0.8")]
    [InlineData("type=air-strike")]
    [InlineData("words=hotel")]
    public async Task Each_filter_leaves_some_events_and_not_all(string filter)
    {
        async Task<long> Count(string query)
        {
            using var found = JsonDocument.Parse(
                await Client.GetStringAsync(new Uri($"{site.Address}/events.json{query}"))
            );
            return found.RootElement.GetProperty("total").GetProperty("count").GetInt64();
        }
        var fit = await Count("?" + filter);
        Assert.InRange(fit, 1, await Count("") - 1);
    }

    [Fact]
    public async Task The_description_names_every_address_that_is_mapped()
    {
        using var description = JsonDocument.Parse(
            await Client.GetStringAsync(new Uri(site.Address + "/openapi.json"))
        );
        var described = description.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name);
        var mapped = site.Addresses().Except(["/add", "/openapi.json"], StringComparer.Ordinal);
        Assert.Empty(mapped.Except(described, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_of_the_description_has_a_name_of_its_own_and_says_what_it_gives()
    {
        using var description = JsonDocument.Parse(
            await Client.GetStringAsync(new Uri(site.Address + "/openapi.json"))
        );
        var operations = description
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => (path.Name, Operation: method.Value)))
            .ToList();
        Assert.Equal(
            operations.Count,
            operations.Select(one => one.Operation.GetProperty("operationId").GetString()).Distinct().Count()
        );
        foreach (var (path, operation) in operations)
        {
            Assert.True(operation.GetProperty("responses").TryGetProperty("200", out _), path);
            var inPath = operation.TryGetProperty("parameters", out var parameters)
                ? parameters
                    .EnumerateArray()
                    .Where(one => one.GetProperty("in").GetString() == "path")
                    .Select(one => $"{{{one.GetProperty("name").GetString()}}}")
                : [];
            Assert.Equal(path.Split('/', '.').Where(part => part.StartsWith('{')), inPath);
        }
    }

    [Fact]
    public async Task The_head_of_a_page_is_its_own_without_the_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, site.Address + "/events.json");
        using var head = await Client.SendAsync(request);
        using var whole = await Client.GetAsync(new Uri(site.Address + "/events.json"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_list_names_its_next_page_and_a_page_its_previous()
    {
        using var second = await Client.GetAsync(new Uri(site.Address + "/events.json?country=MLI&page=2"));
        Assert.Contains("</events.json?country=MLI&page=1>; rel=\"prev\"", second.Headers.GetValues("Link"));
    }

    [Fact]
    public async Task No_script_stands_within_a_page_and_the_policy_forbids_it()
    {
        using var reply = await Client.GetAsync(new Uri(site.Address + "/"));
        var policy = Assert.Single(reply.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)|style=\"|onclick=", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_brought_is_told_to_programs_too()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Gunmen killed two people in Gao on Monday, police said.\n"), "text" },
        };
        using var reply = await Client.PostAsync(new Uri(site.Address + "/add.json"), form);
        using var told = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        Assert.True(told.RootElement[0].GetProperty("articles").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://localhost:22/")]
    [InlineData("file:///etc/hostname")]
    public async Task An_address_within_this_machine_or_its_network_is_not_fetched(string address)
    {
        using var form = new MultipartFormDataContent { { new StringContent(address), "url" } };
        using var reply = await Client.PostAsync(new Uri(site.Address + "/add.json"), form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        using var first = await Client.GetAsync(new Uri(site.Address + "/events.json"));
        using var again = new HttpRequestMessage(HttpMethod.Get, site.Address + "/events.json");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/?box=1,2,3", HttpStatusCode.BadRequest)]
    [InlineData("/events.json?killed=many", HttpStatusCode.BadRequest)]
    [InlineData("/events.json?confidence=2", HttpStatusCode.BadRequest)]
    [InlineData("/events.csv?table=9", HttpStatusCode.BadRequest)]
    [InlineData("/events/e-none.json", HttpStatusCode.NotFound)]
    [InlineData("/events/e-none.csv", HttpStatusCode.NotFound)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_is_said_as_problem_details(string path, HttpStatusCode status)
    {
        using var reply = await Client.GetAsync(new Uri(site.Address + path));
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Another_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Address + "/");
        request.Headers.Host = "rebound.example.org";
        using var reply = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, reply.StatusCode);
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, site.Address + "/add");
        request.Headers.Add("Origin", "https://example.org");
        request.Content = new FormUrlEncodedContent([new("text", "x")]);
        using var reply = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }

    [Theory]
    [InlineData("/articles/victim-page.json")]
    [InlineData("/articles/victim-page.csv")]
    [InlineData("/events.json?place=Timbuktu")]
    [InlineData("/events.csv?place=Timbuktu")]
    [InlineData("/places/Timbuktu.json")]
    [InlineData("/places/Timbuktu.csv")]
    [InlineData("/actors.json")]
    [InlineData("/articles.json")]
    public async Task Downloads_withhold_private_names_unless_the_address_asks_for_them(string path)
    {
        var withheld = await Client.GetStringAsync(new Uri(site.Address + path));
        Assert.DoesNotContain("Tambanu", withheld, StringComparison.OrdinalIgnoreCase);
        var whole = await Client.GetStringAsync(
            new Uri(site.Address + path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "names=1")
        );
        if (!path.StartsWith("/articles.", StringComparison.Ordinal))
            Assert.Contains("Tambanu", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officials_keep_their_names_in_downloads()
    {
        var article = await Client.GetStringAsync(new Uri(site.Address + "/articles/victim-page.json"));
        Assert.Contains("Oumar Dialloba", article, StringComparison.Ordinal);
        Assert.DoesNotContain("yusuf-tambanu", article, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/actors/Yusuf%20Tambanu")]
    [InlineData("/actors/Tambanu.json")]
    [InlineData("/actors/Yusuf%20Tambanu.csv")]
    [InlineData("/actors/Yusuf%20Tambanu/months.json")]
    [InlineData("/?actor=Tambanu")]
    [InlineData("/events.json?words=tambanu")]
    [InlineData("/events.csv?words=Yusuf%20Tambanu%20killed&names=1")]
    [InlineData("/map.json?zoom=2&actor=Yusuf%20Tambanu")]
    public async Task Nothing_answers_where_a_private_person_is(string path)
    {
        using var reply = await Client.GetAsync(new Uri(site.Address + path));
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/actors/Oumar%20Dialloba")]
    [InlineData("/events.json?words=Dialloba")]
    [InlineData("/actors/No%20Such%20Person.json")]
    public async Task An_official_or_an_unknown_name_is_answered(string path)
    {
        using var reply = await Client.GetAsync(new Uri(site.Address + path));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    public void Only_public_addresses_are_fetched(string address, bool allowed) =>
        Assert.Equal(allowed, GuardedFetch.IsPublic(IPAddress.Parse(address)));
}
