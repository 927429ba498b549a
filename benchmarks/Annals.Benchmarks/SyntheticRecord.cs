using System.Collections.Immutable;
using System.Globalization;
using Annals.Record;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>
/// A record that never happened, for measuring the store: event number n of a seed is the same in every run. Countries,
/// places, actors and months are skewed as in conflict data: a few have most (Zipf's law), and later years have more.
/// A third of the events has several reports; one in a hundred keeps the text of its articles. Some have no point, a few
/// no day but that of their articles, and a few have many dead or many sources.
/// </summary>
internal sealed class SyntheticRecord
{
    private const int Countries = 120;
    private const int PlacesACountry = 160;
    private const int ActorsACountry = 25;
    private static readonly DateOnly First = new(1997, 1, 1);
    private const int Days = 10_500;

    private static readonly string[] Types =
    [
        "armed-clash",
        "protest",
        "attack",
        "shelling",
        "air-strike",
        "bombing",
        "arrest",
        "abduction",
        "riot",
        "looting",
        "mine-blast",
        "release",
        "talks",
        "weapons-seizure",
        "assassination",
        "displacement",
        "agreement",
        "siege",
        "suicide-bombing",
        "withdrawal",
    ];

    private static readonly string[] Deeds =
    [
        "fought",
        "marched",
        "attacked",
        "shelled",
        "bombed",
        "raided",
        "surrounded",
        "burnt",
        "ambushed",
        "stormed",
    ];

    private static readonly string[] Things =
    [
        "market",
        "checkpoint",
        "convoy",
        "school",
        "bridge",
        "barracks",
        "clinic",
        "village",
        "mosque",
        "station",
        "warehouse",
        "harbour",
    ];

    private readonly int seed;
    private readonly int textsEvery;
    private readonly double[] byCountry = Zipf(Countries, 1.0);
    private readonly double[] byPlace = Zipf(PlacesACountry, 1.1);
    private readonly double[] byActor = Zipf(ActorsACountry, 1.2);
    private readonly double[] byType = Zipf(Types.Length, 0.8);

    /// <param name="seed">Another one is another record.</param>
    /// <param name="textsEvery">One event in so many keeps the texts of its articles.</param>
    public SyntheticRecord(int seed = 1, int textsEvery = 100) => (this.seed, this.textsEvery) = (seed, textsEvery);

    public IEnumerable<BulkEvent> Events(int count) => Enumerable.Range(0, count).Select(EventOf);

    public static string CountryOf(int number) =>
        string.Create(
            3,
            number,
            (code, value) =>
            {
                code[0] = 'X';
                code[1] = (char)('A' + (value / 26));
                code[2] = (char)('A' + (value % 26));
            }
        );

    public BulkEvent EventOf(int number)
    {
        var random = Drawn(number);
        var country = Draw(byCountry, random);
        var place = PlaceOf(country, Draw(byPlace, random));
        var type = Types[Draw(byType, random)];
        var from = DayOf(random);
        var to = random.Next(20) == 0 ? from.AddDays(random.Next(1, random.Next(40) == 0 ? 90 : 6)) : from;
        var killed = random.Next(3) == 0 ? (double?)Math.Floor(Math.Exp(random.NextDouble() * 3)) : null;
        // Apart, so that what is rare changes nothing of what is drawn for all.
        var rare = new Random(unchecked((seed * 15_485_863) + number));
        if (rare.Next(100) == 0)
            killed *= rare.Next(2, 30);
        var confidence = Math.Round(0.3 + (0.69 * Math.Sqrt(rare.NextDouble())), 2);
        var isVague = rare.Next(15) == 0;
        var isUndated = rare.Next(100) == 0;
        var tellers = rare.Next(100) == 0 ? rare.Next(5, 20) : 0;
        var (doer, target) = (ActorOf(country, Draw(byActor, random)), ActorOf(country, Draw(byActor, random)));
        var time = new EventTime
        {
            From = isUndated ? null : from,
            To = isUndated ? null : to,
            Precision =
                isUndated ? TimePrecision.Unknown
                : from == to ? TimePrecision.Day
                : TimePrecision.Days,
            Basis = "stated",
        };
        if (isVague)
            place = place with
            {
                Name = place.Admin1!,
                Geonames = null,
                Lat = null,
                Lon = null,
                Precision = PlacePrecision.Admin1,
            };
        var tellings = Math.Max(tellers, random.Next(3) == 0 ? random.Next(2, 5) : 1);
        var keepsText = number % textsEvery == 0;
        // What nobody gave a day for was still printed on one: no record of news is without it.
        var keepsArticle = keepsText || isUndated;
        var reports = ImmutableArray.CreateBuilder<Report>(tellings);
        var articles = ImmutableArray.CreateBuilder<Article>();
        for (var telling = 0; telling < tellings; telling++)
        {
            var report = ReportOf(number, telling, random, type, place, time, doer, target, killed, confidence);
            reports.Add(report);
            if (keepsArticle)
                articles.Add(ArticleOf(report, from, keepsText ? random : null));
        }
        return new BulkEvent(
            Merged(number, type, place, time, doer, target, killed, confidence, reports),
            reports.ToImmutable(),
            articles.ToImmutable()
        );
    }

    private static Event Merged(
        int number,
        string type,
        Place place,
        EventTime time,
        Party doer,
        Party target,
        double? killed,
        double confidence,
        ImmutableArray<Report>.Builder reports
    )
    {
        ImmutableArray<string> ids = [.. reports.Select(report => report.Id)];
        return new Event
        {
            Id = Invariant($"e-{number:x16}"),
            Type = type,
            Reports = ids,
            Articles = ids.Length,
            Outlets = [Invariant($"Outlet {number % 97}")],
            Independent = ids.Length,
            Time = time,
            Place = place,
            Actors =
            [
                new EventActor(ActorRole.Perpetrator, doer.Name, doer.Id, doer.Type, ids),
                new EventActor(ActorRole.Target, target.Name, target.Id, target.Type, ids),
            ],
            Harm = killed is { } dead
                ?
                [
                    new EventHarm(
                        Effect.Killed,
                        dead,
                        dead,
                        dead,
                        [.. ids.Select(id => new HarmFigure(id, dead, dead, dead))]
                    ),
                ]
                : [],
            Status =
                number % 50 == 0 ? Status.Threatened
                : number % 9 == 0 ? Status.Claimed
                : Status.Reported,
            Confidence = confidence,
        };
    }

    private static Happening ReportOf(
        int number,
        int telling,
        Random random,
        string type,
        Place place,
        EventTime time,
        Party doer,
        Party target,
        double? killed,
        double confidence
    )
    {
        var thing = Things[random.Next(Things.Length)];
        var words = Invariant(
            $"{doer.Name} {Deeds[random.Next(Deeds.Length)]} a {thing} held by {target.Name} near {place.Name} on {(time.From is { } day ? Invariant($"{day:d MMMM yyyy}") : "a day that nobody gave")}, and {killed ?? 0} people were killed, said witness {random.Next(5000)}."
        );
        return new Happening
        {
            Id = Invariant($"r-{number:x12}{telling:x4}"),
            Article = Invariant($"a-{number:x12}{telling:x4}"),
            Type = type,
            Time = time,
            Place = place,
            Actors =
            [
                new ReportActor
                {
                    Role = ActorRole.Perpetrator,
                    Name = doer.Name,
                    Id = doer.Id,
                    Type = doer.Type,
                },
                new ReportActor
                {
                    Role = ActorRole.Target,
                    Name = target.Name,
                    Id = target.Id,
                    Type = target.Type,
                },
            ],
            Harm = killed is { } dead
                ?
                [
                    new Harm
                    {
                        Effect = Effect.Killed,
                        Low = dead,
                        Best = dead,
                        High = dead,
                    },
                ]
                : [],
            Evidence = [TextSpan.OfText(words, 0, words.Length)],
            Confidence = confidence,
            Coder = "synthetic",
        };
    }

    /// <summary>A report of event number n with its article: of a record that keeps the texts of all its events.</summary>
    public (Article Article, Report Report) NewsOf(int number)
    {
        var one = EventOf(number);
        return (one.Articles[0], one.Reports[0]);
    }

    /// <summary>The same of the last half-year of the record alone: news is of late.</summary>
    public IEnumerable<(Article Article, Report Report)> LateNews() =>
        Enumerable
            .Range(0, int.MaxValue)
            .Where(number => DayOf(number) >= First.AddDays(Days - LateDays))
            .Select(NewsOf);

    /// <summary>
    /// Late news as newspapers have it: an article tells of one event in three sentences (what happened; how many were killed;
    /// who says that it was theirs), and of two others in one sentence each. Five reports of three events to an article.
    /// </summary>
    public IEnumerable<(Article Article, ImmutableArray<Report> Reports)> LateArticles() =>
        LateNews().Chunk(3).Select(told => Together(told[0], told[1..]));

    private static (Article, ImmutableArray<Report>) Together(
        (Article Article, Report Report) lead,
        (Article Article, Report Report)[] others
    )
    {
        var text = new System.Text.StringBuilder();
        var reports = ImmutableArray.CreateBuilder<Report>();
        var first = (Happening)lead.Report;
        Add(first, first.Evidence[0].Text);
        Add(
            first with
            {
                Id = first.Id + "-toll",
                Time = null,
                Place = null,
                Actors = [],
            },
            Invariant($"In all {first.Harm.FirstOrDefault()?.Best ?? 0} people were killed there, the police said.")
        );
        Add(
            first with
            {
                Id = first.Id + "-claim",
                Time = null,
                Harm = [],
                Status = Status.Claimed,
            },
            Invariant($"{first.Actors[0].Name} said that it had {first.Type} in {first.Place?.Name} to its name.")
        );
        foreach (var (_, other) in others)
            Add((Happening)other with { Article = first.Article }, other.Evidence[0].Text);
        return (
            lead.Article with
            {
                Text = text + lead.Article.Text[first.Evidence[0].Text.Length..],
            },
            reports.ToImmutable()
        );

        void Add(Happening report, string words)
        {
            if (text.Length > 0)
                text.Append(' ');
            var start = text.Length;
            text.Append(words);
            reports.Add(report with { Evidence = [TextSpan.OfText(text.ToString(), start, text.Length)] });
        }
    }

    private const int LateDays = 182;

    /// <summary>The day of an event without the rest of it.</summary>
    private DateOnly DayOf(int number)
    {
        var random = Drawn(number);
        for (var before = 0; before < 3; before++)
            random.NextDouble();
        return DayOf(random);
    }

    /// <summary>Pseudo-random on purpose: the same events on every machine.</summary>
    private Random Drawn(int number) => new(unchecked((seed * 7_368_787) + number));

    /// <summary>Later years have more: the square root draws towards the end.</summary>
    private static DateOnly DayOf(Random random) => First.AddDays((int)(Days * Math.Sqrt(random.NextDouble())));

    private static Article ArticleOf(Report report, DateOnly day, Random? random) =>
        new()
        {
            Id = report.Article,
            Title = random is null ? report.Article : Invariant($"News of {day:yyyy-MM-dd}"),
            Outlet = Invariant($"Outlet {(random ?? new Random(report.Article.Length + day.DayNumber)).Next(97)}"),
            Language = "en",
            Text = random is null ? "" : report.Evidence[0].Text + Rest(random),
            Published = new Publication
            {
                From = day,
                To = day,
                Precision = TimePrecision.Day,
                Basis = PublicationBasis.Metadata,
            },
        };

    private const int RestWords = 160;

    /// <summary>The rest of an article, of words that no two articles have in the same order: one sentence alone would be a copy of any other.</summary>
    private static string Rest(Random random)
    {
        var text = new System.Text.StringBuilder();
        for (var word = 0; word < RestWords; word++)
            text.Append(word % 20 == 0 ? "\n" : " ")
                .Append(Invariant($"word{(int)(3000 * Math.Pow(random.NextDouble(), 2))}"));
        return text.ToString();
    }

    /// <summary>Places of a country lie within some degrees around a middle of its own.</summary>
    private static Place PlaceOf(int country, int number)
    {
        var random = new Random((country * 1000) + number);
        var (lat, lon) = (-35 + (country * 37 % 90), -110 + (country * 53 % 250));
        return new Place
        {
            Name = Invariant($"Town{country}x{number}"),
            Geonames = (country * 1000) + number,
            Lat = Math.Round(lat + (random.NextDouble() * 8) - 4, 4),
            Lon = Math.Round(lon + (random.NextDouble() * 8) - 4, 4),
            Country = CountryOf(country),
            Admin1 = Invariant($"Province {country}-{number % 12}"),
            Precision = PlacePrecision.Town,
        };
    }

    private static Party ActorOf(int country, int number) =>
        new()
        {
            Name = Invariant($"Front {country}-{number}"),
            Id = number % 5 == 4 ? null : Invariant($"front-{country}-{number}"),
            Type = number % 2 == 0 ? ActorType.Rebel : ActorType.StateForce,
        };

    private static double[] Zipf(int count, double exponent)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
            sums[rank] = sum += 1 / Math.Pow(rank + 1, exponent);
        return [.. sums.Select(part => part / sum)];
    }

    private static int Draw(double[] sums, Random random)
    {
        var at = Array.BinarySearch(sums, random.NextDouble());
        return Math.Min(at < 0 ? ~at : at, sums.Length - 1);
    }

    private static string Invariant(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
