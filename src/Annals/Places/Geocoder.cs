using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>Finds the place names of an article and gives each its point, its rivals and its reasons.</summary>
public sealed class Geocoder
{
    private const int MostRivals = 4;
    private readonly Gazetteer gazetteer;
    private readonly ToponymFinder finder;
    private readonly ToponymResolver resolver;

    private Geocoder(Gazetteer gazetteer, PlaceWords words, PlaceWeights weights)
    {
        this.gazetteer = gazetteer;
        resolver = new ToponymResolver(gazetteer, weights);
        finder = new ToponymFinder(gazetteer, words, new NameLookup(gazetteer, resolver));
    }

    /// <summary>Maps the gazetteer into memory: `data/gazetteer.bin`, or the file that ANNALS_GAZETTEER names.</summary>
    public static Geocoder Load(KnowledgeFolder knowledge)
    {
        var gazetteer = Gazetteer.Open(
            Environment.GetEnvironmentVariable("ANNALS_GAZETTEER") is { Length: > 0 } set
                ? set
                : knowledge.File("gazetteer.bin")
        );
        return new Geocoder(gazetteer, PlaceWords.Load(knowledge, gazetteer), PlaceWeights.Load(knowledge));
    }

    /// <summary>All place mentions, in order; or the article's given mentions and no others, where it brings some.</summary>
    public ImmutableArray<PlaceMention> Locate(Document document)
    {
        var toponyms = document.Article.Mentions is null ? finder.Find(document) : finder.Given(document);
        resolver.Resolve(toponyms);
        return [.. toponyms.Select(Mention)];
    }

    private PlaceMention Mention(Toponym toponym) =>
        new()
        {
            Start = toponym.Span.Start,
            End = toponym.Span.End,
            In = toponym.Span.In,
            Use = toponym.Use,
            Place = toponym.Chosen < 0 ? Unknown(toponym) : Known(toponym),
        };

    private static Place Unknown(Toponym toponym) =>
        new()
        {
            Name = toponym.Span.Text,
            Spans = [toponym.Span],
            Reasons = ["no gazetteer entry bears the name"],
        };

    private Place Known(Toponym toponym)
    {
        var entry = gazetteer[toponym.Candidates[toponym.Chosen]];
        var feature = entry.Feature;
        var place = new Place
        {
            Name = entry.Name,
            Geonames = entry.Geonames,
            Lat = entry.HasPoint ? Math.Round(entry.Lat, 5) : null,
            Lon = entry.HasPoint ? Math.Round(entry.Lon, 5) : null,
            Country = entry.Iso3,
            Admin1 = entry.Admin1Name,
            Admin2 = entry.Admin2Name,
            Feature = feature.StartsWith("PCLI", StringComparison.Ordinal) ? "PCLI" : feature,
            Precision = PrecisionOf(feature),
            RadiusKm = feature.StartsWith("PPL", StringComparison.Ordinal) ? 5 : null,
            Spans = [toponym.Span],
            Rivals = Rivals(toponym),
            Reasons = [.. resolver.Explain(toponym)],
        };
        return Moved(place, toponym);
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

    private static PlacePrecision PrecisionOf(string feature) =>
        feature switch
        {
            "ADM1" => PlacePrecision.Admin1,
            "ADM2" => PlacePrecision.Admin2,
            "RGN" or "SEA" or "CONT" or "STM" or "LK" or "DSRT" or "MTS" or "FRST" or "ISL" => PlacePrecision.Region,
            _ when feature.StartsWith("PCLI", StringComparison.Ordinal) => PlacePrecision.Country,
            _ => PlacePrecision.Town,
        };

    private ImmutableArray<PlaceRival> Rivals(Toponym toponym)
    {
        var rivals = toponym
            .Candidates.Select(
                (number, index) =>
                    (Entry: gazetteer[number], Score: index < toponym.Scores.Length ? toponym.Scores[index] : 0, index)
            )
            .Where(rival => rival.index != toponym.Chosen && rival.Entry.HasPoint)
            .OrderByDescending(rival => rival.Score)
            .ThenBy(rival => rival.index)
            .Take(MostRivals);
        return
        [
            .. rivals.Select(rival => new PlaceRival(
                rival.Entry.Name,
                rival.Entry.Geonames,
                rival.Entry.Iso3,
                rival.Entry.Admin1Name,
                Math.Round(rival.Entry.Lat, 5),
                Math.Round(rival.Entry.Lon, 5),
                Math.Round(rival.Score, 3)
            )),
        ];
    }
}
