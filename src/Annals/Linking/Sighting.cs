using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>An article as linking sees it: its words, its names, and which other articles are the same text.</summary>
internal sealed class ArticleSketch
{
    /// <summary>News says first what it is about: words beyond these are background.</summary>
    public const int LeadWords = 160;

    private readonly WordWeights weights;
    private readonly Article? whole;
    private readonly ReadOnlyMemory<byte> kept;
    private byte[]? first;

    public ArticleSketch(Article article, string text, WordWeights weights)
        : this(article.Id, article.Outlet, article.Published.From, article.Published.To, text, null, weights) =>
        whole = article;

    /// <param name="id">Of the article.</param>
    /// <param name="outlet">Who printed it.</param>
    /// <param name="published">First day on which it can have appeared.</param>
    /// <param name="publishedTo">Last such day.</param>
    /// <param name="text">Smallest id of the articles that are one text with it.</param>
    /// <param name="lead">Its first words, in UTF-8.</param>
    /// <param name="weights">Of words.</param>
    public ArticleSketch(
        string id,
        string? outlet,
        DateOnly? published,
        DateOnly? publishedTo,
        string text,
        ReadOnlyMemory<byte>? lead,
        WordWeights weights
    )
    {
        (Id, Outlet, Published, PublishedTo, Text) = (id, outlet, published, publishedTo, text);
        kept = lead ?? default;
        this.weights = weights;
    }

    public string Id { get; }

    public string? Outlet { get; }

    public DateOnly? Published { get; }

    public DateOnly? PublishedTo { get; }

    /// <summary>Smallest id of the articles that are one text with it.</summary>
    public string Text { get; }

    /// <summary>Made when it is first asked for: many are told apart by day and place alone.</summary>
    public WordBag Lead => lead ??= WordBag.Of(LeadText, weights);

    private WordBag? lead;

    /// <summary>The words of the lead, in UTF-8; none where its first words were not kept.</summary>
    public ReadOnlySpan<byte> LeadText =>
        whole is null ? kept.Span : first ??= WordBag.First(whole.Title, whole.Text, LeadWords);
}

/// <summary>How fine a place is for linking.</summary>
internal enum Extent
{
    Unknown,
    Country,
    Division,
    Point,
}

/// <summary>
/// What one article says of one happening, as linking sees it: a report, or several of its reports taken together, so that
/// a sentence which names no place or day is not alone. What it is compared by is worked out once.
/// </summary>
internal sealed class Sighting
{
    /// <param name="reports">At least one, all of one article, in the order of their ids.</param>
    public Sighting(
        ImmutableArray<Happening> reports,
        ArticleSketch? article,
        TypeFamilies families,
        WordWeights weights,
        WordBag? told = null
    )
    {
        this.reports = reports;
        Ids = [.. reports.Select(report => report.Id)];
        ArticleId = reports[0].Article;
        Article = article;
        Told = told;
        Family = families.FamilyOf(reports[0].Type);
        Lasts = reports.Any(report => families.Lasts(report.Type));
        Types =
            reports.Length == 1
                ? [reports[0].Type]
                : [.. reports.Select(report => report.Type).Distinct(StringComparer.Ordinal)];
        TypeNumbers = families.NumbersOf(Types);
        this.weights = weights;
        Place = PlaceOf(reports);
        Extent = ExtentOf(Place);
        IsPlaceOfSpeaker = (Extent == Extent.Country || Place?.Feature == Capital) && reports.All(IsOfSpeaker);
        IsToldThen = reports.All(report => report.Time is null || IsSaidThen(report)) && reports.Any(IsSaidThen);
        (First, Last) = DaysOf(reports, article);
        // An act that was told on a day took place on it or on the day before.
        if (IsToldThen && First == Last)
            First--;
        var isOfTheTelling =
            First is null || Last >= article?.Published?.DayNumber - (IsToldThen || !HasOwnDay(reports) ? 1 : 0);
        IsWord =
            reports.All(report => report.Status is Status.Claimed or Status.Denied)
            || (isOfTheTelling && reports.Any(report => report.Status is Status.Claimed or Status.Denied));
        if (IsWord && isOfTheTelling)
            (First, Last) = (null, null);
        At = WhereaboutsOf(this);
        IsReal = reports.Any(report =>
            report.Status is not (Status.Threatened or Status.Planned or Status.Hypothetical)
        );
    }

    /// <summary>Days within which an act is news, and what is said of it carries the later day.</summary>
    private const int TellingDays = 3;

    /// <summary>The ids of its reports.</summary>
    public ImmutableArray<string> Ids { get; }

    private ImmutableArray<Happening> reports;

    /// <exception cref="InvalidOperationException">It comes from a sketch.</exception>
    public ImmutableArray<Happening> Reports =>
        IsSketch ? throw new InvalidOperationException($"{Id} has no reports") : reports;

    /// <summary>It comes from a sketch, without its reports.</summary>
    public bool IsSketch => reports.IsDefault;

    /// <param name="sketched">What was kept of it.</param>
    /// <param name="article">Its article, where that was given.</param>
    /// <param name="families">Of types.</param>
    /// <param name="weights">Of words.</param>
    public Sighting(in Sketched sketched, ArticleSketch? article, TypeFamilies families, WordWeights weights)
    {
        this.weights = weights;
        Ids = sketched.Ids;
        ArticleId = sketched.ArticleId;
        Article = article;
        Types = sketched.Types;
        TypeNumbers = families.NumbersOf(Types);
        Family = families.FamilyOf(Types[0]);
        Lasts = sketched.Lasts;
        Place = sketched.Place?.Place;
        placeWords = sketched.Place?.Words;
        Extent = ExtentOf(Place);
        IsPlaceOfSpeaker = sketched.IsPlaceOfSpeaker;
        IsToldThen = sketched.IsToldThen;
        (First, Last) = (sketched.First, sketched.Last);
        IsWord = sketched.IsWord;
        IsReal = sketched.IsReal;
        actors = sketched.Actors;
        targets = sketched.Targets;
        killed = sketched.Killed;
        figures = sketched.Figures ?? [];
        isTold = true;
        said = sketched.Said;
        At = WhereaboutsOf(this, sketched.Place?.Upper);
    }

    /// <summary>Takes its reports back.</summary>
    /// <param name="all">At least they, in any order.</param>
    public void Restore(IEnumerable<Happening> all) =>
        reports = [.. all.Where(report => Ids.Contains(report.Id)).OrderBy(report => Ids.IndexOf(report.Id))];

    /// <summary>The smallest of its reports' ids.</summary>
    public string Id => Ids[0];

    public string ArticleId { get; }

    /// <summary>Null where the articles were not given.</summary>
    public ArticleSketch? Article { get; }

    /// <summary>What the article says first; where it was not given, what its reports have of its words.</summary>
    public WordBag? Lead => Article?.Lead ?? Told;

    public WordBag? Told { get; }

    public string Family { get; }

    public ImmutableArray<string> Types { get; }

    /// <summary>Of <see cref="Types"/>, by <see cref="TypeFamilies.NumberOf"/>.</summary>
    public ImmutableArray<int> TypeNumbers { get; }

    /// <summary>A strike, a siege: told from any of its days.</summary>
    public bool Lasts { get; }

    /// <summary>Words of the evidence, made when they are first asked for.</summary>
    public WordBag Words =>
        words ??= IsSketch || !said.IsEmpty ? WordBag.Of(said.Span, weights) : WordBag.Of(Said, weights);

    /// <summary>The words of the evidence of its reports.</summary>
    public string Said => string.Join(' ', Reports.SelectMany(report => report.Evidence).Select(span => span.Text));

    /// <summary>The same in UTF-8, of a sketch.</summary>
    private readonly ReadOnlyMemory<byte> said;

    private readonly WordWeights weights;
    private WordBag? words;

    /// <summary>The finest place of its reports.</summary>
    public Place? Place { get; }

    public Extent Extent { get; }

    /// <summary>What the place is called: in the gazetteer, and in the words of the text ("Shindand" for Shīnḏanḏ).</summary>
    public IEnumerable<string> PlaceNames =>
        Place is null ? [] : Place.Spans.Select(span => span.Text).Prepend(Place.Name).Distinct(StringComparer.Ordinal);

    private ulong[][]? placeWords;

    /// <summary>All words of one of its <see cref="PlaceNames"/> are among these.</summary>
    public bool IsNamedIn(WordBag words)
    {
        foreach (var name in placeWords ??= [.. PlaceNames.Select(WordBag.HashesOf)])
            if (words.HoldsAll(name))
                return true;
        return false;
    }

    /// <summary>
    /// All that is known of the place is the country, or the capital, of whoever speaks ("Spain's foreign ministry said", "the
    /// ministry in Baku said"): the act may be elsewhere.
    /// </summary>
    public bool IsPlaceOfSpeaker { get; }

    /// <summary>GeoNames' feature code of a capital.</summary>
    private const string Capital = "PPLC";

    /// <summary>Letters between a speaker and the seat: "the ministry in Baku".</summary>
    private const int MostBetween = 4;

    private static bool IsOfSpeaker(Happening report) =>
        report.Place is not { } place
        || (
            !place.Spans.IsEmpty
            && place.Spans.All(name =>
                report.Attribution.Any(speech =>
                    speech.Spans.Any(span =>
                        span.In == name.In && span.Start <= name.Start && name.Start <= span.End + MostBetween
                    )
                )
            )
        );

    /// <summary>Day numbers; null where the time is not settled.</summary>
    public int? First { get; }

    public int? Last { get; }

    /// <summary>Known to a day or two.</summary>
    public bool IsDated => Last - First <= 1;

    /// <summary>Where and when others can meet it.</summary>
    public Whereabouts At { get; }

    /// <summary>
    /// A claim of responsibility or a denial. It comes days after the act, and a day that is that of its publication is
    /// the day of the word, not of the act: then the time counts as not settled, also of what is told with it.
    /// </summary>
    public bool IsWord { get; }

    /// <summary>The one day that it gives stands behind who says it, as in "officials said on Monday": the act may be of an earlier one.</summary>
    public bool IsToldThen { get; }

    /// <summary>A day that stands in its sentence, and was not taken from elsewhere.</summary>
    private static bool HasOwnDay(ImmutableArray<Happening> reports) =>
        reports.Any(report => report.Time is { Spans.IsEmpty: false });

    /// <summary>Words between a speaker and a day that is that of the telling: "told reporters on".</summary>
    private const int MostWordsBetween = 3;

    private static bool IsSaidThen(Happening report)
    {
        if (report.Time is not { Spans: [var day, ..] })
            return false;
        foreach (var speaker in report.Attribution.SelectMany(speech => speech.Spans))
        foreach (var sentence in report.Evidence)
            if (
                speaker.In == day.In
                && sentence.In == day.In
                && sentence.Start <= speaker.End
                && speaker.End < day.Start
                && day.Start <= sentence.End
            )
                return Words(sentence.Text.AsSpan()[(speaker.End - sentence.Start)..(day.Start - sentence.Start)]);
        return false;

        static bool Words(ReadOnlySpan<char> between)
        {
            var count = 0;
            foreach (var _ in new WordRuns(between))
                count++;
            return count is > 0 and <= MostWordsBetween && !between.ContainsAny(',', ';');
        }
    }

    /// <summary>Keys of the actors that the record knows, in the roles of those who act.</summary>
    public ImmutableArray<string> Actors =>
        actors.IsDefault ? actors = Named(Reports, ActorRole.Perpetrator, ActorRole.Participant) : actors;

    private ImmutableArray<string> actors;

    /// <summary>Keys of the actors that the record knows, in the role of those to whom it is done.</summary>
    public ImmutableArray<string> Targets => targets.IsDefault ? targets = Named(Reports, ActorRole.Target) : targets;

    private ImmutableArray<string> targets;

    /// <summary>Said to have happened (or denied), not threatened, planned or supposed.</summary>
    public bool IsReal { get; }

    /// <summary>How many were killed.</summary>
    public double? Killed
    {
        get
        {
            if (!isTold)
                Tell();
            return killed;
        }
    }

    /// <summary>What it gives of other effects than killing, in one order always; none where it gives none.</summary>
    public ReadOnlySpan<double?> OtherFigures
    {
        get
        {
            if (!isTold)
                Tell();
            return figures;
        }
    }

    /// <summary>How many <see cref="OtherFigures"/> there are, where there are any.</summary>
    public static int CountOfOtherEffects => OtherEffects.Length;

    /// <summary>One number, two or more, of one effect of <see cref="OtherEffects"/> that both give.</summary>
    public bool SharesOtherFigure(Sighting other)
    {
        if (!isTold)
            Tell();
        if (!other.isTold)
            other.Tell();
        if (figures.Length == 0 || other.figures.Length == 0)
            return false;
        for (var effect = 0; effect < figures.Length; effect++)
            if (figures[effect] is > 1 and { } figure && figure == other.figures[effect])
                return true;
        return false;
    }

    private static readonly Effect[] OtherEffects =
    [
        Effect.Injured,
        Effect.Abducted,
        Effect.Detained,
        Effect.Freed,
        Effect.Displaced,
        Effect.Missing,
    ];

    private double? killed;

    /// <summary>By <see cref="OtherEffects"/>; empty where none is known.</summary>
    private double?[] figures = [];

    private volatile bool isTold;

    /// <summary>Works the figures out once; two threads at once find the same.</summary>
    private void Tell()
    {
        if (Reports.Any(report => !report.Harm.IsEmpty))
        {
            killed = FigureOf(Effect.Killed).Shown;
            double?[] others = [.. OtherEffects.Select(effect => FigureOf(effect).Shown)];
            if (others.Any(figure => figure is not null))
                figures = others;
        }
        isTold = true;
    }

    /// <summary>The figure of an effect; of several reports that give one, the first's. Unknown where none does.</summary>
    private Count FigureOf(Effect effect)
    {
        foreach (var report in Reports)
            if (Tolls.Of(report, effect) is { IsUnknown: false } figure)
                return figure;
        return Count.Unknown;
    }

    internal static Extent ExtentOf(Place? place) =>
        place switch
        {
            null => Extent.Unknown,
            { Precision: PlacePrecision.Country or PlacePrecision.Region } => place.Country is null
                ? Extent.Unknown
                : Extent.Country,
            { Precision: PlacePrecision.Admin1 or PlacePrecision.Admin2 } => Extent.Division,
            _ => Extent.Point,
        };

    /// <summary>An open end reaches to the day of publication: "since Sunday" is still so when it is written.</summary>
    internal static (int First, int Last)? DaysOf(EventTime? time, ArticleSketch? article) =>
        (time?.From, time?.To) switch
        {
            ({ } from, { } to) => (from.DayNumber, Math.Max(from.DayNumber, to.DayNumber)),
            ({ } from, null) => (
                from.DayNumber,
                Math.Max(from.DayNumber, article?.Published?.DayNumber ?? from.DayNumber)
            ),
            (null, { } to) => (to.DayNumber, to.DayNumber),
            _ => null,
        };

    /// <summary>An undated report is held to speak of the days before it was published.</summary>
    private const int UndatedDays = 7;

    /// <summary>A claim or a denial may come later.</summary>
    private const int WordDays = 14;

    /// <summary>What lasts is met from any of its days.</summary>
    private const int LastingDays = 7;

    private static Whereabouts WhereaboutsOf(Sighting sighting, string? placeInCapitals = null)
    {
        var (first, last) = (sighting.First, sighting.Last);
        if (first is not null && sighting.Lasts)
            first -= LastingDays;
        else if (first is null && sighting.Article?.Published is { } published)
        {
            first = published.DayNumber - (sighting.IsWord ? WordDays : UndatedDays);
            last = (sighting.Article.PublishedTo ?? published).DayNumber;
        }
        var isPoint =
            sighting is { Extent: Extent.Point, IsPlaceOfSpeaker: false, Place: { Lat: not null, Lon: not null } };
        return new Whereabouts(
            sighting.Family,
            sighting.IsPlaceOfSpeaker ? null : sighting.Place?.Country,
            placeInCapitals ?? sighting.Place?.Name.ToUpperInvariant(),
            first,
            last,
            isPoint ? sighting.Place!.Lat : null,
            isPoint ? sighting.Place!.Lon : null
        );
    }

    private static Place? PlaceOf(ImmutableArray<Happening> reports) =>
        reports.Length == 1
            ? reports[0].Place
            : reports
                .Where(report => report.Place is not null)
                .GroupBy(report => (report.Place!.Geonames, report.Place.Name))
                .OrderByDescending(group => ExtentOf(group.First().Place))
                .ThenByDescending(group => group.Count())
                .ThenBy(group => group.Key.Name, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.First()
                .Place;

    /// <summary>
    /// The shortest of its reports' times, the most frequent of those, the earliest of those. Where one sentence gives a
    /// day shortly before the article appeared and others give that of its appearance, the others give the day of the
    /// telling ("the president said on Saturday").
    /// </summary>
    private static (int? First, int? Last) DaysOf(ImmutableArray<Happening> reports, ArticleSketch? article)
    {
        var days = reports.Select(report => DaysOf(report.Time, article)).OfType<(int First, int Last)>().ToArray();
        if (days.Length == 0)
            return (null, null);
        if (days.Length == 1)
            return days[0];
        if (article?.Published?.DayNumber is { } told)
        {
            var acts = days.Where(span => span.First < told && span.First >= told - TellingDays && span.Last < told);
            if (acts.Any())
                days = [.. days.Where(span => span != (told, told))];
        }
        return days.GroupBy(span => span)
            .OrderBy(group => group.Key.Last - group.Key.First > 1 ? group.Key.Last - group.Key.First : 0)
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .First()
            .Key;
    }

    private static ImmutableArray<string> Named(ImmutableArray<Happening> reports, params ReadOnlySpan<ActorRole> roles)
    {
        var named = ImmutableArray<string>.Empty;
        foreach (var report in reports)
        foreach (var actor in report.Actors)
            if (actor.Id is { } id && roles.Contains(actor.Role) && !named.Contains(id, StringComparer.Ordinal))
                named = named.Add(id);
        return named;
    }
}

/// <summary>What a report says in sum of one effect.</summary>
internal static class Tolls
{
    /// <summary>
    /// Entries that stand for themselves are added up ("three soldiers and two civilians"); parts of another entry, figures
    /// that a later one replaced, and the attackers' own dead are left out. Unknown where any addend is.
    /// </summary>
    public static Count Of(Happening report, Effect effect)
    {
        Count? sum = null;
        foreach (var harm in report.Harm)
            if (
                harm.Effect == effect
                && harm.IncludedIn is null
                && !harm.Superseded
                && harm.Side != "perpetrator"
                && !harm.Count.IsUnknown
            )
                sum = sum is { } before ? Add(before, harm.Count) : harm.Count;
        return sum ?? Count.Unknown;
    }

    private static Count Add(Count a, Count b)
    {
        var low = a.Low + b.Low ?? a.Low ?? b.Low;
        var best = a.Best + b.Best;
        return new Count(low, best, a.High + b.High);
    }
}
