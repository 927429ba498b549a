using System.Collections.Immutable;
using System.Text;
using Annals.Answers;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Tests.Store;

/// <summary>Linking around what is new is linking everything, whatever the order in which the articles come and in however many parts.</summary>
public sealed class LinkingLawTests(Databases databases) : IClassFixture<Databases>
{
    private const int Articles = 160;

    private static readonly Linker Linker = Linker.Load(KnowledgeFolder.Default);

    private static readonly Place?[] Places =
    [
        Some.Gao,
        Some.Gao,
        Some.Town("Ansongo", 2460846, 15.66, 0.50, "MLI", "Gao"),
        Some.Town("Bourem", 2459550, 16.95, -0.35, "MLI", "Gao"),
        Some.Town("Tillabery", 2439155, 14.21, 1.45, "NER", "Tillabery"),
        Some.Gao with
        {
            Name = "Gao Region",
            Geonames = 2457159,
            Lat = null,
            Lon = null,
            Precision = PlacePrecision.Admin1,
        },
        Some.Gao with
        {
            Name = "Mali",
            Geonames = 2453866,
            Lat = null,
            Lon = null,
            Admin1 = null,
            Precision = PlacePrecision.Country,
        },
        Some.Gao with
        {
            Name = "Tinafozo",
            Geonames = null,
            Lat = null,
            Lon = null,
            Country = null,
            Admin1 = null,
        },
        null,
    ];

    [Theory]
    [InlineData("sqlite", 1)]
    [InlineData("sqlite", 2)]
    [InlineData("sqlite", 3)]
    [InlineData("postgres", 4)]
    public void Parts_in_any_order_give_what_the_whole_gives(string kind, int seed)
    {
        var random = new Random(seed);
        var numbers = Enumerable.Range(0, Articles).ToArray();
        using var whole = RecordStore.Open(databases.New(kind));
        Ingest(whole, seed, numbers);
        random.Shuffle(numbers);
        using var parts = RecordStore.Open(databases.New(kind));
        Ingest(parts, seed, numbers[..80]);
        for (var next = 80; next < numbers.Length; )
        {
            var end = Math.Min(numbers.Length, next + random.Next(1, 12));
            Ingest(parts, seed, numbers[next..end]);
            next = end;
        }
        var events = Events(whole);
        Assert.InRange(events.Length, 20, 3 * Articles);
        Assert.Contains(events, @event => @event.Contains("\"articles\":3", StringComparison.Ordinal));
        Assert.Equal(events, Events(parts));
        Assert.Empty(Upkeep.Check(parts));
    }

    [Theory]
    [InlineData("sqlite", 5)]
    [InlineData("postgres", 6)]
    public void A_large_record_is_linked_in_pieces_with_the_same_end(string kind, int seed)
    {
        var numbers = Enumerable.Range(0, Articles).ToArray();
        using var whole = RecordStore.Open(databases.New(kind));
        Ingest(whole, seed, numbers);
        using var pieces = RecordStore.Open(databases.New(kind));
        Ingest(pieces, seed, numbers[..100], inPieces: true);
        // Whatever another linker has made is made again.
        pieces.Transaction(() => pieces.SetMeta(EventWriter.LinkedBy, "another"));
        Ingest(pieces, seed, numbers[100..101], inPieces: true);
        Ingest(pieces, seed, numbers[101..], inPieces: true);
        Assert.Equal(Events(whole), Events(pieces));
        Assert.Empty(Upkeep.Check(pieces));
        Assert.Equal(Sightings(whole), Sightings(pieces));
    }

    [Theory]
    [InlineData("sqlite", 8)]
    [InlineData("sqlite", 9)]
    [InlineData("postgres", 10)]
    public void Read_beside_the_writing_the_end_is_the_same(string kind, int seed)
    {
        var numbers = Enumerable.Range(0, Articles).ToArray();
        using var whole = RecordStore.Open(databases.New(kind));
        Ingest(whole, seed, numbers);
        new Random(seed).Shuffle(numbers);
        using var beside = RecordStore.Open(databases.New(kind));
        Ingest(beside, seed, numbers[..120]);
        // Less than a quarter: more, and all is linked anew.
        foreach (var some in numbers[120..].Chunk(20))
            Intake(beside, seed, new EventWriter(beside, Linker, beside: 3)).Run(Pages(seed, some));
        Assert.Equal(Events(whole), Events(beside));
        Assert.Empty(Upkeep.Check(beside));
        Assert.Equal(Sightings(whole), Sightings(beside));
    }

    [Theory]
    [InlineData("sqlite", 11)]
    [InlineData("postgres", 12)]
    public void Where_sketches_are_missing_or_of_another_form_reports_are_read(string kind, int seed)
    {
        var numbers = Enumerable.Range(0, Articles).ToArray();
        using var whole = RecordStore.Open(databases.New(kind));
        Ingest(whole, seed, numbers);
        using var parts = RecordStore.Open(databases.New(kind));
        Ingest(parts, seed, numbers[..130]);
        var other = parts.Dialect == SqlDialect.Sqlite ? "X'00FF'" : "'\\x00FF'::bytea";
        parts.Transaction(() =>
            parts.Connection.Execute(
                $"UPDATE sightings SET sketch = CASE WHEN article < 'a-060' THEN NULL ELSE {other} END WHERE article < 'a-100'"
            )
        );
        Ingest(parts, seed, numbers[130..]);
        Assert.Equal(Events(whole), Events(parts));
    }

    private static List<string> Sightings(RecordStore store) =>
        store.Read(() =>
            store.Connection.Query(
                "SELECT family, country, first_day, last_day, place, article FROM sightings ORDER BY family, country, first_day, last_day, place, article",
                row => string.Join('|', Enumerable.Range(0, 6).Select(column => row.GetValue(column).ToString()))
            )
        );

    [Fact]
    public void Linking_in_pieces_that_is_broken_off_goes_on_the_next_time()
    {
        using var whole = RecordStore.Open(databases.New("sqlite"));
        Ingest(whole, 7, [.. Enumerable.Range(0, Articles)]);
        using var pieces = RecordStore.Open(databases.New("sqlite"));
        using var stop = new CancellationTokenSource();
        var seen = new List<(int Done, int All)>();
        Intake(pieces, 7, inPieces: true)
            .Run(
                Pages(7, [.. Enumerable.Range(0, Articles)]),
                progress: so =>
                {
                    if (so.Linked is { } linked)
                        seen.Add(linked);
                    if (seen.Count == 3)
                        stop.Cancel();
                },
                cancel: stop.Token
            );
        Assert.Equal(12, seen[^1].Done);
        Assert.NotEqual(Events(whole), Events(pieces));
        Ingest(pieces, 7, [0]);
        Assert.Equal(Events(whole), Events(pieces));
    }

    /// <summary>The events without their ids: an event keeps the id under which it was first met.</summary>
    private static string[] Events(RecordStore store) =>
        [
            .. new Ask(store)
                .Events(new Filter { Limit = 10_000, Status = null })
                .Events.Select(@event => Json.Write(@event with { Id = "" }))
                .Order(StringComparer.Ordinal),
        ];

    private static void Ingest(RecordStore store, int seed, int[] numbers, bool inPieces = false) =>
        Intake(store, seed, inPieces).Run(Pages(seed, numbers));

    private static Intake Intake(RecordStore store, int seed, bool inPieces) =>
        Intake(
            store,
            seed,
            inPieces ? new EventWriter(store, Linker, together: 0, piece: 4) : new EventWriter(store, Linker)
        );

    private static Intake Intake(RecordStore store, int seed, EventWriter events) =>
        new(store, Read, article => Code(seed, article), Linker) { Events = events };

    private static IEnumerable<Page> Pages(int seed, int[] numbers) =>
        numbers.Select(number => new Page
        {
            Path = $"a-{number:000}",
            Content = Encoding.UTF8.GetBytes($"{seed}|{number}"),
        });

    /// <summary>A sixth of the articles print what another has printed.</summary>
    private static PageReading Read(Page page, string? format)
    {
        var parts = Encoding.UTF8.GetString(page.Content.Span).Split('|');
        var (seed, number) = (int.Parse(parts[0], null), int.Parse(parts[1], null));
        var random = new Random((seed * 1000) + number);
        var told = number % 6 == 5 ? number - 5 : number;
        var words = new Random((seed * 1000) + told);
        var text = string.Join(' ', Enumerable.Range(0, 40).Select(_ => $"word{words.Next(60)}"));
        return new PageReading
        {
            Page = page,
            Format = "text",
            Why = "test",
            Articles =
            [
                Some.Article(
                    page.Path,
                    $"Gunmen came to the market. {text}.",
                    title: $"Paper {number}",
                    outlet: $"Paper {number % 13}",
                    published: random.Next(9) == 0 ? null : $"2021-03-{1 + random.Next(28):00}"
                ),
            ],
        };
    }

    private static ImmutableArray<Report> Code(int seed, Article article)
    {
        var random = new Random((seed * 7919) + int.Parse(article.Id[2..], null));
        string[] types = ["attack", "attack", "bombing", "armed-clash", "siege", "protest", "arrest"];
        var reports = ImmutableArray.CreateBuilder<Report>();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var type = types[random.Next(types.Length)];
            var place = Places[random.Next(Places.Length)];
            var killed = random.Next(3) == 0 ? (double?)random.Next(12) : null;
            reports.Add(
                Some.Report(
                    Ids.OfReport(article.Id, ReportKind.Happening, type, null, null, $"{count}"),
                    article.Id,
                    type,
                    day: null,
                    place: place,
                    nowhere: place is null,
                    actor: "The Band",
                    actorId: random.Next(3) == 0 ? "band" : null,
                    status: random.Next(6) == 0 ? Status.Claimed : Status.Reported,
                    killed: killed,
                    words: article.Text[..26]
                ) with
                {
                    Time = TimeOf(random),
                    Coder = null,
                }
            );
        }
        return reports.ToImmutable();
    }

    /// <summary>Mostly a day, else days, a month, most of a year, or nothing.</summary>
    private static EventTime? TimeOf(Random random)
    {
        var day = Some.Day($"2021-03-{1 + random.Next(28):00}");
        return random.Next(12) switch
        {
            0 or 1 => null,
            2 => Stretch(day, 5),
            3 => Stretch(Some.Day("2021-03-01"), 30),
            4 => Stretch(Some.Day("2021-01-01"), 300),
            5 => Stretch(day, 2),
            _ => Stretch(day, 0),
        };
    }

    private static EventTime Stretch(DateOnly day, int days) =>
        new()
        {
            From = day,
            To = day.AddDays(days),
            Precision = days == 0 ? TimePrecision.Day : TimePrecision.Days,
            Basis = "stated",
        };
}
