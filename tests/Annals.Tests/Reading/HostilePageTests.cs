using System.Text;
using Annals.Knowledge;
using Annals.Reading;
using Annals.Record;

namespace Annals.Tests.Reading;

/// <summary>Pages are data: nothing in them runs or is fetched, and what they hold reaches the text as it is.</summary>
public sealed class HostilePageTests
{
    private const string Prose =
        "<p>A fuel depot burned down in the hills on Monday night after shells hit it, officials said.</p>"
        + "<p>Nobody was hurt in the fire, which firemen put out by the morning, they added.</p>";

    private static readonly Reader Reader = Reader.Load(KnowledgeFolder.Default);

    private static PageReading Read(string page, string path = "page.html", string? format = null) =>
        Reader.Read(new Page { Path = path, Content = Encoding.UTF8.GetBytes(page) }, format);

    [Theory]
    [InlineData("<script>document.write('<p>Twelve people died in the fire, said nobody.</p>')</script>", "Twelve")]
    [InlineData("<style>p:after{content:'Twelve people died in the fire.'}</style>", "Twelve")]
    [InlineData("<template><p>Twelve people died in the fire, said nobody at all.</p></template>", "Twelve")]
    [InlineData("<noscript><p>Twelve people died in the fire, said nobody at all.</p></noscript>", "Twelve")]
    [InlineData("<iframe srcdoc='<p>Twelve people died in the fire.</p>'></iframe>", "Twelve")]
    [InlineData("<!-- <p>Twelve people died in the fire, said nobody.</p> -->", "Twelve")]
    [InlineData("<p hidden>Twelve people died in the fire, said nobody at all here.</p>", "Twelve")]
    [InlineData("<p style='display:none'>Twelve people died in the fire, said nobody here.</p>", "Twelve")]
    [InlineData("<svg><text>Twelve people died in the fire, said nobody at all.</text></svg>", "Twelve")]
    [InlineData("<img src=x onerror=alert(1)><a href='javascript:alert(1)'>more</a>", "alert")]
    public void What_no_reader_sees_is_no_text(string hostile, string word)
    {
        var article = Assert.Single(Read($"<article>{Prose}{hostile}</article>").Articles);
        Assert.DoesNotContain(word, article.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody was hurt", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The gr\u043Eup said so")]
    [InlineData("He \u202Ewas right\u202C there")]
    [InlineData("It\u200B stands\u00AD there\uFEFF still")]
    [InlineData("A bell \u0007 rang")]
    [InlineData("قال \u200Fرئيس البلدية\u200E إنهم غادروا")]
    [InlineData("e\u0301 and \u00E9 are two")]
    [InlineData("\U0001F525 burned \U0001F1F2\U0001F1F1")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    public void Odd_letters_survive_without_moving_an_offset(string odd)
    {
        var shown = odd.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);
        var page = $"<article><p>{odd}, the mayor of the hill town told us on Monday night.</p>{Prose}</article>";
        var article = Assert.Single(Read(page).Articles);
        Assert.StartsWith(shown, article.Text, StringComparison.Ordinal);
        Assert.Equal(page.IndexOf(odd, StringComparison.Ordinal), article.Page!.Start);
        var plain = Assert.Single(
            Read($"{shown}, the mayor of the hill town told us on Monday night.", "page.txt", "text").Articles
        );
        Assert.StartsWith(shown, plain.Text, StringComparison.Ordinal);
        Assert.Equal(article.Text, Json.ReadArticle(Json.Write(article)).Text);
    }

    [Theory]
    [InlineData("<link rel='canonical' href='javascript:alert(1)'>")]
    [InlineData("<link rel='canonical' href='file:///etc/passwd'>")]
    [InlineData("<link rel='canonical' href='data:text/html,x'>")]
    [InlineData("<meta property='og:url' content='ftp://hill.example/x'>")]
    public void An_address_that_is_none_of_the_web_is_not_taken(string markup) =>
        Assert.Null(Assert.Single(Read($"<head>{markup}</head><article>{Prose}</article>").Articles).Url);

    [Fact]
    public void A_feed_with_outer_entities_fetches_nothing()
    {
        const string feed =
            "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>t</title><description>&x; The depot burned on Monday.</description></item></channel></rss>";
        var reading = Read(feed, "feed.xml");
        Assert.All(reading.Articles, article => Assert.DoesNotContain("root:", article.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<p")]
    [InlineData("<p class=")]
    [InlineData("<!--")]
    [InlineData("<![CDATA[")]
    [InlineData("</p></p></div>")]
    [InlineData("<p>&#x110000;&#xD800;&bogus;&#")]
    [InlineData("<table><tr><td><table><p>")]
    public void Broken_markup_ends_in_no_error(string markup)
    {
        var reading = Read($"<html><body><article>{Prose}{markup}");
        Assert.Contains("Nobody was hurt", Assert.Single(reading.Articles).Text, StringComparison.Ordinal);
    }
}
