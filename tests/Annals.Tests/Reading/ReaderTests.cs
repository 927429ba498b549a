using System.Text;
using Annals.Knowledge;
using Annals.Reading;
using Annals.Record;

namespace Annals.Tests.Reading;

public sealed class ReaderTests
{
    private static readonly Reader Reader = Reader.Load(KnowledgeFolder.Default);

    private const string Prose =
        "<p>A fuel depot burned down in the hills on Monday night after shells hit it, officials said.</p>"
        + "<p>Nobody was hurt in the fire, which firemen put out by the morning, they added.</p>";

    private static PageReading Read(string content, string path = "page.html", string? format = null) =>
        Reader.Read(new Page { Path = path, Content = Encoding.UTF8.GetBytes(content) }, format);

    public static TheoryData<string, string, string> Metadata()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Reading", "metadata.tsv")).Rows)
            rows.Add(row.Required("field"), row["value"], row.Required("markup"));
        return rows;
    }

    [Theory]
    [MemberData(nameof(Metadata))]
    public void Metadata_comes_from_the_markup(string field, string value, string markup)
    {
        var article = Assert.Single(Read($"<html><body>{markup}<article>{Prose}</article></body></html>").Articles);
        var found = field switch
        {
            "title" => article.Title,
            "author" => article.Author,
            "outlet" => article.Outlet,
            "url" => article.Url,
            "published" => Show(article.Published),
            "modified" => Show(article.Modified),
            "language" => article.Language,
            "clock" => $"{article.Published.Clock} {article.Published.Zone}".Trim(),
            "disagrees" => string.Join(
                ' ',
                article
                    .Notes.Where(note => note.Why.Contains("disagrees", StringComparison.Ordinal))
                    .Select(note => note.About)
                    .Distinct()
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no such field"),
        };
        Assert.Equal(value, found ?? "");
    }

    private static string Show(Publication? date) =>
        date?.From is not { } from ? ""
        : date.Day is not null ? $"{from:yyyy-MM-dd}"
        : $"{from:yyyy-MM-dd}/{date.To:yyyy-MM-dd}";

    public static TheoryData<string, int, string> Kinds()
    {
        var rows = new TheoryData<string, int, string>();
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Reading", "kinds.tsv")).Rows)
            rows.Add(row["kind"], (int)row.Number("articles"), row.Required("markup"));
        return rows;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_page_is_said_to_be_what_it_is(string kind, int articles, string markup)
    {
        var reading = Read($"<html><body>{markup}</body></html>");
        Assert.Equal(articles, reading.Articles.Length);
        var said = reading.Notes.Where(note => note.About is "kind" or "correction" or "update notice").ToList();
        Assert.Equal(kind, said.Select(note => note.About == "kind" ? note.Value! : note.About).FirstOrDefault() ?? "");
        Assert.All(
            reading.Articles,
            article => Assert.DoesNotContain("earlier version", article.Text, StringComparison.OrdinalIgnoreCase)
        );
        Assert.Equal(articles, reading.Articles.Select(article => article.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("Bridge closed", "2021-03-04", "14:32", "GMT")]
    [InlineData(null, "2021-03-04", "13:10", "GMT")]
    [InlineData("Schools stay shut", "2021-03-04", "11:05", null)]
    public void An_entry_of_a_scraped_live_blog_is_an_article_with_its_hour(
        string? title,
        string day,
        string clock,
        string? zone
    )
    {
        var reading = Read(
            """
            Marhan under fire: live updates

            4 March 2021

            Our reporters follow the day in the town, where shells have fallen since dawn.

            14:32 GMT
            Bridge closed
            The army has closed the northern bridge after two shells fell beside it, a spokesman said.

            13:10 GMT
            Three people were hurt when a mortar round hit a bakery, the hospital told us.

            11.05 am
            Schools stay shut
            The governor ordered all schools in the district to stay shut until Monday.
            """,
            "live.txt"
        );
        Assert.Equal(4, reading.Articles.Length);
        Assert.Equal("Marhan under fire: live updates", reading.Articles[0].Title);
        var entry = Assert.Single(reading.Articles, article => article.Published.Clock == clock);
        Assert.Equal((title, zone), (entry.Title, entry.Published.Zone));
        Assert.Equal(day, Show(entry.Published));
        Assert.DoesNotContain(clock, entry.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hill Post\n4 March 2021", "Hill Post", null)]
    [InlineData("4 March 2021\nHill Post", "Hill Post", null)]
    [InlineData("Hill Post\nBy Ann Lee\nMarch 4, 2021", "Hill Post", "Ann Lee")]
    [InlineData("By Ann Lee\nMarch 4, 2021", null, "Ann Lee")]
    [InlineData("A night of fire\nMarch 4, 2021", null, null)]
    public void The_header_of_a_plain_page_gives_outlet_author_and_day(string header, string? outlet, string? author)
    {
        const string text =
            "A fuel depot burned down in the hills on Monday night after shells hit it, officials said.";
        var article = Assert.Single(Read($"Depot burns in the hills\n\n{header}\n\n{text}", "page.txt").Articles);
        Assert.Equal(("Depot burns in the hills", outlet, author), (article.Title, article.Outlet, article.Author));
        Assert.Equal("2021-03-04", Show(article.Published));
    }

    public static TheoryData<string, string> Scrapes()
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Reading", "scrapes.tsv")).Rows)
            rows.Add(row.Required("file"), row.Required("titles"));
        return rows;
    }

    [Theory]
    [MemberData(nameof(Scrapes))]
    public void Scrapes_are_cut_into_articles_and_nothing_else(string file, string titles)
    {
        var scrape = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reading", "corpus", "scrapes", file));
        var reading = Read(scrape, file);
        Assert.Equal(titles, string.Join('|', reading.Articles.Select(article => article.Title)));
        foreach (var article in reading.Articles)
        {
            Assert.Equal(2, article.Text.Split("\n\n").Length);
            Assert.All(article.Dropped, dropped => Assert.NotEmpty(dropped.Why));
        }
    }

    [Theory]
    [InlineData(
        "In the two years since fighters lost the town, little changed. Its fall on May 5, 2018, was quick.",
        "2020-05-01"
    )]
    [InlineData("In the three years since the truce of June 2, 2015, trade has grown.", "2018-06-01")]
    [InlineData("In the two years since fighters lost the town, little changed. Traders met on May 5, 2018.", "")]
    [InlineData("The town fell on May 5, 2018, and traders came back.", "")]
    [InlineData("In September the strikes grew, and traders left the town.", "")]
    public void Dates_are_inferred_from_the_texts_own_anchors(string text, string from)
    {
        var article = Assert.Single(Read(text, "page.txt").Articles);
        Assert.Equal(from, $"{article.Published.From:yyyy-MM-dd}");
        Assert.All(article.Published.Evidence, span => Assert.True(article.Holds(span)));
    }

    [Fact]
    public void A_broken_line_is_a_problem_and_the_rest_is_read()
    {
        var reading = Read(
            "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\n{\"text\":\"c\"}\n{\"text\":\"d\"}\n",
            "lines.jsonl"
        );
        Assert.Equal(4, reading.Articles.Length);
        Assert.Equal(3, Assert.Single(reading.Problems).Line);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var article = Assert.Single(Read($"<h1>Depot burns in the hills</h1>{Prose}").Articles);
        var line = Json.Write(article);
        Assert.Equal(line, Json.Write(Assert.Single(Read(line, "lines.jsonl").Articles)));
    }

    [Fact]
    public void Ten_thousand_nested_tags_are_bounded_and_said()
    {
        var nested = string.Concat(Enumerable.Repeat("<div>", 10_000));
        var reading = Read($"<html><body>{nested}{Prose}</body></html>");
        Assert.Contains("Nobody was hurt", Assert.Single(reading.Articles).Text, StringComparison.Ordinal);
        Assert.Single(reading.Problems);
    }

    [Fact]
    public void Direction_marks_and_look_alikes_survive()
    {
        const string odd =
            "The gr\u043Eup \u202Esaid\u202C it\u200B would leave the town on Monday, a resident \u0001 told us.";
        var page = $"<p>{odd}</p>{Prose}";
        Assert.StartsWith(odd, Assert.Single(Read(page).Articles).Text, StringComparison.Ordinal);
        Assert.StartsWith(odd, Assert.Single(Read(odd, "page.txt").Articles).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Le maire a dit que les habitants de la ville ne sont pas dans les rues pour une fête.", "fr")]
    [InlineData("El alcalde dijo que los vecinos de la ciudad no se van y que el ejército está en las calles.", "es")]
    [InlineData("The mayor said that the people of the town had left, and that he was not with them.", "en")]
    [InlineData(
        "Der Bürgermeister sagte, dass die Menschen nicht mehr in der Stadt sind und auch nicht zurück wollen.",
        "de"
    )]
    [InlineData("قال رئيس البلدية إن السكان غادروا المدينة في الليل مع عائلاتهم", "ar")]
    public void Languages_are_recognised(string text, string language) =>
        Assert.Equal(language, Assert.Single(Read(text, "page.txt").Articles).Language);

    [Fact]
    public void An_id_with_two_contents_is_a_problem()
    {
        var path = Path.Combine(Path.GetTempPath(), $"annals-{Guid.NewGuid():N}.jsonl");
        File.WriteAllText(
            path,
            "{\"id\":\"x\",\"text\":\"a\"}\n{\"id\":\"x\",\"text\":\"a\"}\n{\"id\":\"x\",\"text\":\"b\"}\n"
        );
        try
        {
            var readings = Reader.ReadAll(new PageSource([path])).ToList();
            Assert.Single(readings.SelectMany(reading => reading.Articles));
            Assert.Equal(3, Assert.Single(readings.SelectMany(reading => reading.Problems)).Line);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
