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
    [InlineData("/articles/garissa-first-day.json")]
    [InlineData("/actors/Al-Shabaab.json")]
    [InlineData("/places/Bamako.json")]
    public async Task Every_page_has_a_twin_in_json(string path)
    {
        using var document = JsonDocument.Parse(await Client.GetStringAsync(new Uri(site.Address + path)));
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public async Task A_table_is_a_csv_with_a_header()
    {
        var csv = await Client.GetStringAsync(new Uri(site.Address + "/events.csv"));
        Assert.StartsWith("event,when,where,type,", csv, StringComparison.Ordinal);
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
    [InlineData("/events/e-none.json", HttpStatusCode.NotFound)]
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
