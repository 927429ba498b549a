using System.Collections.Frozen;
using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>Finds the place names of an article and gives each its point, its rivals and its reasons.</summary>
public sealed class Geocoder
{
    private const int MostRivals = 4;
    private const string SectionOfTown = "PPLX";
    private readonly Gazetteer gazetteer;
    private readonly ToponymFinder finder;
    private readonly ToponymResolver resolver;
    private readonly Outlets outlets;
    private readonly SceneReader scenes;
    private readonly Disputes disputes;
    private readonly NameFolding folding;

    private Geocoder(
        Gazetteer gazetteer,
        PlaceWords words,
        PlaceWeights weights,
        Disputes disputes,
        KnowledgeFolder knowledge
    )
    {
        this.gazetteer = gazetteer;
        this.disputes = disputes;
        folding = new NameFolding(NameFolding.Letters(knowledge), Spelling.Load(knowledge));
        countries = new(() => Countries(gazetteer));
        scenes = new SceneReader(gazetteer, words);
        resolver = new ToponymResolver(gazetteer, weights);
        var lookup = new NameLookup(gazetteer, resolver);
        finder = new ToponymFinder(gazetteer, words, lookup);
        outlets = Outlets.Load(knowledge, lookup, words);
    }

    /// <summary>Maps the gazetteer into memory: `data/gazetteer.bin`, or the file that ANNALS_GAZETTEER names.</summary>
    public static Geocoder Load(KnowledgeFolder knowledge)
    {
        var gazetteer = Gazetteer.Open(GazetteerOf(knowledge));
        return new Geocoder(
            gazetteer,
            PlaceWords.Load(knowledge, gazetteer),
            PlaceWeights.Load(knowledge),
            Disputes.Load(knowledge, gazetteer),
            knowledge
        );
    }

    /// <summary>The file of places: the one that ANNALS_GAZETTEER names, or the one of the knowledge folder.</summary>
    public static string GazetteerOf(KnowledgeFolder knowledge) =>
        Environment.GetEnvironmentVariable("ANNALS_GAZETTEER") is { Length: > 0 } set
            ? set
            : knowledge.File("gazetteer.bin");

    /// <summary>All place mentions, in order; or the article's given mentions and no others, where it brings some.</summary>
    /// <param name="document">The article.</param>
    /// <param name="homes">Countries (ISO 3166-1 alpha-3) in which those act whom the article names, where that is known: they count as named.</param>
    public ImmutableArray<PlaceMention> Locate(Document document, ImmutableArray<string> homes = default)
    {
        var toponyms = document.Article.Mentions is null ? finder.Find(document) : finder.Given(document);
        var isCoded = !homes.IsDefault;
        homes = isCoded ? homes : [];
        resolver.Resolve(toponyms, outlets.HomeOf(document.Article.Outlet), homes);
        return
        [
            .. toponyms.Select(toponym =>
            {
                var around =
                    homes.IsEmpty && isCoded && !IsOwnName(toponym) ? CountryOfOthers(toponym, toponyms) : homes;
                toponym.IsStray = !around.IsEmpty && IsStray(toponym, toponyms, around);
                return Mention(toponym, toponyms, around);
            }),
        ];
    }

    /// <summary>The name of the entry as it is written there, or but for marks and articles where it is a well-known town's.</summary>
    private bool IsOwnName(Toponym toponym)
    {
        if (toponym.Chosen < 0)
            return false;
        var entry = gazetteer[toponym.Candidates[toponym.Chosen]];
        if (entry.Population < WellKnown)
            return string.Equals(entry.Name, toponym.Span.Text, StringComparison.OrdinalIgnoreCase);
        Span<char> own = stackalloc char[NameFolding.Longest * 2];
        Span<char> told = stackalloc char[NameFolding.Longest * 2];
        return own[..folding.Fold(entry.Name, own)].SequenceEqual(told[..folding.Fold(toponym.Span.Text, told)]);
    }

    /// <summary>Where nobody is named who acts in a country: the one in which all other places lie that are no small towns.</summary>
    private ImmutableArray<string> CountryOfOthers(Toponym toponym, List<Toponym> all)
    {
        string? common = null;
        foreach (var other in all)
            if (
                other is { Chosen: >= 0, Use: PlaceUse.Location }
                && !string.Equals(other.Span.Text, toponym.Span.Text, StringComparison.OrdinalIgnoreCase)
                && gazetteer[other.Candidates[other.Chosen]] is var entry
                && (
                    entry.Kind
                        is not (PlaceKind.Town or PlaceKind.Section or PlaceKind.FormerTown or PlaceKind.LowerSeat)
                    || (entry.Population >= WellKnown && IsOwnName(other))
                )
            )
            {
                var country = entry.Iso3;
                if (country is null || (common is not null && common != country))
                    return [];
                common = country;
            }
        return common is null ? [] : [common];
    }

    private const long WellKnown = 50_000;

    private const double FarKm = 1500;

    /// <summary>The entry of each country, by its ISO 3166-1 alpha-3 code.</summary>
    private readonly Lazy<FrozenDictionary<string, int>> countries;

    private static FrozenDictionary<string, int> Countries(Gazetteer gazetteer)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < gazetteer.Count; number++)
            if (gazetteer.Entry(number).Country == number && gazetteer[number].Iso3 is { } code)
                found.TryAdd(code, number);
        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// A small town, or one by a name that is not its own, in a country that nothing else in the article speaks of, while those whom
    /// it names act elsewhere: a namesake of a place that the gazetteer does not know.
    /// </summary>
    private bool IsStray(Toponym toponym, List<Toponym> all, ImmutableArray<string> homes)
    {
        if (toponym.Chosen < 0 || toponym.Use is not PlaceUse.Location || toponym.Container is not null)
            return false;
        var entry = gazetteer[toponym.Candidates[toponym.Chosen]];
        if (
            entry.Kind is not (PlaceKind.Town or PlaceKind.Section or PlaceKind.FormerTown or PlaceKind.LowerSeat)
            || entry.Iso3 is not { } country
            || homes.Contains(country)
            || homes.Any(home => countries.Value.TryGetValue(home, out var number) && !IsFar(entry, gazetteer[number]))
            || (
                entry.Population >= WellKnown
                && string.Equals(entry.Name, toponym.Span.Text, StringComparison.OrdinalIgnoreCase)
            )
        )
            return false;
        return !all.Exists(other =>
            other.Chosen >= 0
            && other.Use is not PlaceUse.PartOfName
            && !string.Equals(other.Span.Text, toponym.Span.Text, StringComparison.OrdinalIgnoreCase)
            && gazetteer[other.Candidates[other.Chosen]].Iso3 == country
        );
    }

    private static bool IsFar(GazetteerPlace one, GazetteerPlace other) =>
        !other.HasPoint || Geometry.DistanceKm(one.Lat, one.Lon, other.Lat, other.Lon) > FarKm;

    private PlaceMention Mention(Toponym toponym, List<Toponym> all, ImmutableArray<string> homes) =>
        new()
        {
            Start = toponym.Span.Start,
            End = toponym.Span.End,
            In = toponym.Span.In,
            Use = toponym.Use,
            Score =
                toponym.Chosen >= 0 && toponym.Chosen < toponym.Scores.Length && !toponym.IsStray
                    ? Math.Round(toponym.Scores[toponym.Chosen], 3)
                    : null,
            Place =
                toponym.IsStray ? Stray(toponym, homes)
                : toponym.Chosen < 0 ? Unknown(toponym)
                : Known(toponym) with { Scene = scenes.Of(toponym, all) },
        };

    private static Place Stray(Toponym toponym, ImmutableArray<string> homes) =>
        new()
        {
            Name = toponym.Span.Text,
            Country = homes[0],
            Precision = PlacePrecision.Town,
            Spans = [toponym.Span],
            Reasons =
            [
                "the entry that bears the name lies far from all else in the article",
                $"those whom it names act in {homes[0]}, or its other places lie there",
            ],
        };

    /// <summary>No point, but the codes of what the text says that it lies in.</summary>
    private Place Unknown(Toponym toponym)
    {
        var container = toponym.Container is { Chosen: >= 0 } outer
            ? gazetteer[outer.Candidates[outer.Chosen]]
            : (GazetteerPlace?)null;
        return new()
        {
            Name = toponym.Span.Text,
            Country = container?.Iso3,
            Admin1 = container?.Admin1Name,
            Admin2 = container?.Admin2Name,
            // Towns bear the name elsewhere, and so is this one.
            Precision = toponym.Candidates.Length == 0 ? null : PlacePrecision.Town,
            Spans = [toponym.Span],
            Reasons =
            [
                toponym.Candidates.Length == 0
                    ? "no gazetteer entry bears the name"
                    : "no gazetteer entry that bears the name lies there",
                .. container is { } known ? (IEnumerable<string>)[$"the text says that it lies in {known.Name}"] : [],
            ],
        };
    }

    private Place Known(Toponym toponym)
    {
        var entry = gazetteer[toponym.Candidates[toponym.Chosen]];
        var plain = Plain(entry);
        // "Baalbek district" where the gazetteer knows no such district, but its seat: the seat's point, and no more said than the text says.
        var isSeat = toponym.SaysDivision && entry.Feature != SectionOfTown && plain.Precision == PlacePrecision.Town;
        var place = plain with
        {
            Precision = isSeat ? PlacePrecision.Admin2 : plain.Precision,
            PointFrom = isSeat ? "seat" : plain.PointFrom,
            RadiusKm = isSeat ? null : plain.RadiusKm,
            Spans = [toponym.Span],
            Rivals = Rivals(toponym),
            Reasons = isSeat
                ? [.. resolver.Explain(toponym), "the text names a division, of which only the seat is known"]
                : [.. resolver.Explain(toponym)],
        };
        return Moved(place, toponym);
    }

    /// <summary>The places that bear a name, the best known first, by no text: no words stand behind them.</summary>
    public ImmutableArray<Place> Called(string name) =>
        [.. gazetteer.NumbersOf(name).Select(number => Plain(gazetteer[number]))];

    /// <summary>The place with this GeoNames id; null where the gazetteer has none.</summary>
    public Place? WithGeonames(long id)
    {
        for (var number = 0; number < gazetteer.Count; number++)
            if (gazetteer[number].Geonames == id)
                return Plain(gazetteer[number]);
        return null;
    }

    private Place Plain(GazetteerPlace entry)
    {
        var feature = entry.Feature;
        return new Place
        {
            Name = entry.Name,
            Geonames = entry.Geonames,
            Lat = entry.HasPoint ? Math.Round(entry.Lat, 5) : null,
            Lon = entry.HasPoint ? Math.Round(entry.Lon, 5) : null,
            Country = entry.Iso3,
            Admin1 = entry.Admin1Name,
            Admin2 = entry.Admin2Name,
            Feature = feature.StartsWith("PCLI", StringComparison.Ordinal) ? "PCLI" : feature,
            Precision = PrecisionOf(entry),
            PointFrom = PointFrom(entry.Point),
            Dispute = disputes.Of(entry),
            RadiusKm = feature.StartsWith("PPL", StringComparison.Ordinal) ? 5 : null,
        };
    }

    /// <summary>"20 km north of Gao" has a point of its own; without a direction only the circle grows.</summary>
    private static Place Moved(Place place, Toponym toponym)
    {
        if (place is not { Lat: { } lat, Lon: { } lon } || place.Precision is not PlacePrecision.Town)
            return place;
        if (toponym.Offset is { Bearing: { } bearing } offset)
        {
            var (movedLat, movedLon) = Geometry.Away(lat, lon, offset.Km, bearing);
            // An eighth of the compass either way, and the town's own extent.
            var radius = Math.Round((offset.Km * 0.4) + 5, 1);
            return place with
            {
                Lat = movedLat,
                Lon = movedLon,
                Offset = offset,
                RadiusKm = radius,
                Precision = PlacePrecision.Area,
            };
        }
        if (toponym.Offset is { } circle)
            return place with { Offset = circle, RadiusKm = circle.Km + 5, Precision = PlacePrecision.Area };
        return toponym.IsNear ? place with { RadiusKm = 15, Precision = PlacePrecision.Area } : place;
    }

    private static PlacePrecision PrecisionOf(GazetteerPlace entry) =>
        entry.Kind switch
        {
            PlaceKind.Country => PlacePrecision.Country,
            PlaceKind.Admin1 => PlacePrecision.Admin1,
            PlaceKind.Admin2 or PlaceKind.LowerDivision => PlacePrecision.Admin2,
            PlaceKind.Continent or PlaceKind.Region or PlaceKind.Sea or PlaceKind.Water or PlaceKind.Land =>
                PlacePrecision.Region,
            PlaceKind.Site => PlacePrecision.Exact,
            _ => PlacePrecision.Town,
        };

    private static string? PointFrom(PointSource source) =>
        source switch
        {
            PointSource.Polygons => "polygons",
            PointSource.Places => "places",
            PointSource.Row => "row",
            _ => null,
        };

    private ImmutableArray<PlaceRival> Rivals(Toponym toponym)
    {
        if (toponym.Candidates.Length < 2)
            return [];
        // The best few, the first of equals first; of a name that sixty towns bear no more is sorted.
        Span<int> best = stackalloc int[MostRivals];
        var count = 0;
        for (var index = 0; index < toponym.Candidates.Length; index++)
        {
            if (
                index == toponym.Chosen
                || gazetteer.Entry(toponym.Candidates[index]).Point == PointSource.None
                || (count == MostRivals && Score(index) <= Score(best[^1]))
            )
                continue;
            var at = count < MostRivals ? count++ : MostRivals - 1;
            for (; at > 0 && Score(index) > Score(best[at - 1]); at--)
                best[at] = best[at - 1];
            best[at] = index;
        }
        var rivals = ImmutableArray.CreateBuilder<PlaceRival>(count);
        foreach (var index in best[..count])
        {
            var entry = gazetteer[toponym.Candidates[index]];
            rivals.Add(
                new PlaceRival(
                    entry.Name,
                    entry.Geonames,
                    entry.Iso3,
                    entry.Admin1Name,
                    Math.Round(entry.Lat, 5),
                    Math.Round(entry.Lon, 5),
                    Math.Round(Score(index), 3)
                )
            );
        }
        return rivals.MoveToImmutable();

        double Score(int index) => index < toponym.Scores.Length ? toponym.Scores[index] : 0;
    }
}
