using System.Runtime.InteropServices;

namespace Annals.Linking;

/// <summary>
/// Finds which sightings are worth weighing against each other, by <see cref="Whereabouts.Meets"/>: they are put by
/// family, country, stretch of days and square of the map, and by place, so that only those are looked at that may meet.
/// </summary>
internal sealed class Blocks
{
    /// <summary>Days to a stretch.</summary>
    private const int Stretch = 8;

    /// <summary>Degrees to the side of a square: what a point can meet lies in four of them at most.</summary>
    private const int Side = 2;

    private const int AnyDay = -1;
    private const int OpenDays = -2;

    /// <summary>Squares of those that are known to no point, of all together, and where a block has none.</summary>
    private const int NoPoint = -1;
    private const int AllSquares = -2;
    private const int None = -3;

    private enum By
    {
        Article,
        Text,
        Place,
        Country,

        /// <summary>Whatever the country: asked by those that know none.</summary>
        Anywhere,
    }

    private readonly record struct Key(By By, int Family, int Where, int When, int Square);

    /// <summary>A sighting as it is held against others: names as numbers, and what <see cref="Whereabouts.Meets"/> works out.</summary>
    private readonly record struct Spot(
        int Family,
        int Country,
        int Place,
        int First,
        int Last,
        bool HasDays,
        bool IsOpen,
        double Lat,
        double Lon,
        double Across,
        int Article,
        int Text
    );

    /// <summary>The number of what is unknown.</summary>
    private const int Nothing = -1;

    /// <summary>The number of a name that nothing has been put under.</summary>
    private const int Stranger = -2;

    private readonly List<Spot> spots = [];

    /// <summary>The last that was put into each block: an entry names its sighting and the entry before it.</summary>
    private readonly Dictionary<Key, int> blocks = [];

    private readonly List<(int Sighting, int Before)> entries = [];
    private const int NoEntry = -1;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>Pairs of indices, the smaller first, each once.</summary>
    public static List<(int A, int B)> Pairs(IReadOnlyList<Sighting> sightings)
    {
        var blocks = new Blocks();
        var pairs = new List<(int, int)>();
        for (var index = 0; index < sightings.Count; index++)
        {
            foreach (var other in blocks.Meet(sightings[index]))
                pairs.Add((other, index));
            blocks.Add(sightings[index]);
        }
        return pairs;
    }

    /// <summary>Puts a sighting where it can be met; they are numbered in the order in which they come.</summary>
    public void Add(Sighting sighting)
    {
        foreach (var key in KeysOf(sighting))
        {
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(blocks, key, out var isThere);
            entries.Add((spots.Count, isThere ? last : NoEntry));
            last = entries.Count - 1;
        }
        spots.Add(SpotOf(sighting, NumberOf));
    }

    /// <summary>Those put in so far that this one meets, each once, in their order. May be asked on many threads, while none is put in.</summary>
    public List<int> Meet(Sighting sighting)
    {
        var met = new List<int>();
        var spot = SpotOf(sighting, KnownNumberOf);
        foreach (var key in AskedBy(sighting))
            for (var entry = blocks.GetValueOrDefault(key, NoEntry); entry != NoEntry; entry = entries[entry].Before)
                if (entries[entry].Sighting is var other && Meet(spot, spots[other]))
                    met.Add(other);
        // What lies in several blocks was met in each.
        met.Sort();
        var kept = 0;
        for (var next = 0; next < met.Count; next++)
            if (next == 0 || met[next] != met[kept - 1])
                met[kept++] = met[next];
        met.RemoveRange(kept, met.Count - kept);
        return met;
    }

    private static Spot SpotOf(Sighting sighting, Func<string, int> number)
    {
        var at = sighting.At;
        return new Spot(
            number(at.Family),
            at.Country is { } country ? number(country) : Nothing,
            at.Place is { } place ? number(place) : Nothing,
            at.First ?? 0,
            at.Last ?? 0,
            at is { First: not null, Last: not null },
            at.IsOpen,
            at is { Lat: { } lat, Lon: not null } ? lat : double.NaN,
            at is { Lon: { } lon, Lat: not null } ? lon : double.NaN,
            at is { Lat: { } high, Lon: not null } ? Whereabouts.Across(Math.Abs(high)) : double.NaN,
            number(sighting.ArticleId),
            sighting.Article is { } article ? number(article.Text) : Nothing
        );
    }

    private static bool Meet(in Spot one, in Spot other) =>
        one.Family == other.Family
        && (one.Article == other.Article || MeetThere(one, other, one.Text != Nothing && one.Text == other.Text));

    /// <summary><see cref="Whereabouts.Meets"/> of two of one family.</summary>
    private static bool MeetThere(in Spot one, in Spot other, bool isOneText)
    {
        if (
            one.HasDays
            && other.HasDays
            && (
                one.First - other.Last > Whereabouts.MostDaysApart || other.First - one.Last > Whereabouts.MostDaysApart
            )
        )
            return false;
        if (one.IsOpen || other.IsOpen)
            return one.Place == Nothing || other.Place == Nothing ? isOneText : one.Place == other.Place;
        if (one.Country != Nothing && other.Country != Nothing && one.Country != other.Country)
            return false;
        if (double.IsNaN(one.Lat) || double.IsNaN(other.Lat))
            return true;
        var degrees = Math.Abs(one.Lon - other.Lon);
        return Math.Abs(one.Lat - other.Lat) <= Whereabouts.ReachDegrees
            && Math.Min(degrees, 360 - degrees)
                <= (Math.Abs(one.Lat) > Math.Abs(other.Lat) ? one.Across : other.Across);
    }

    private int NumberOf(string name)
    {
        if (!numbers.TryGetValue(name, out var number))
            numbers.Add(name, number = numbers.Count);
        return number;
    }

    private int KnownNumberOf(string name) => numbers.GetValueOrDefault(name, Stranger);

    private IEnumerable<Key> KeysOf(Sighting sighting)
    {
        var at = sighting.At;
        yield return new(By.Article, 0, NumberOf(sighting.ArticleId), AnyDay, None);
        if (sighting.Article is { } article)
            yield return new(By.Text, 0, NumberOf(article.Text), AnyDay, None);
        var family = NumberOf(at.Family);
        if (at.Place is { } place)
        {
            yield return new(By.Place, family, NumberOf(place), AnyDay, None);
            if (at.IsOpen)
                yield return new(By.Place, family, NumberOf(place), OpenDays, None);
        }
        if (at.IsOpen)
            yield break;
        var country = NumberOf(at.Country ?? "");
        var square = at is { Lat: { } lat, Lon: { } lon } ? SquareOf(Floor(lat), Floor(lon)) : NoPoint;
        foreach (var stretch in Stretches(at.First!.Value, at.Last!.Value))
        {
            yield return new(By.Country, family, country, stretch, square);
            yield return new(By.Country, family, country, stretch, AllSquares);
            yield return new(By.Anywhere, family, 0, stretch, AllSquares);
        }
    }

    private IEnumerable<Key> AskedBy(Sighting sighting)
    {
        var at = sighting.At;
        yield return new(By.Article, 0, KnownNumberOf(sighting.ArticleId), AnyDay, None);
        if (sighting.Article is { } article)
            yield return new(By.Text, 0, KnownNumberOf(article.Text), AnyDay, None);
        var family = KnownNumberOf(at.Family);
        if (at.Place is { } place)
            yield return new(By.Place, family, KnownNumberOf(place), at.IsOpen ? AnyDay : OpenDays, None);
        if (at.IsOpen)
            yield break;
        var (first, last) = (at.First!.Value - Whereabouts.MostDaysApart, at.Last!.Value + Whereabouts.MostDaysApart);
        if (at.Country is not { } country)
        {
            foreach (var stretch in Stretches(first, last))
                yield return new(By.Anywhere, family, 0, stretch, AllSquares);
            yield break;
        }
        int[] squares = [.. SquaresAround(at)];
        int[] countries = [KnownNumberOf(country), KnownNumberOf("")];
        foreach (var stretch in Stretches(first, last))
        foreach (var one in countries)
        foreach (var square in squares)
            yield return new(By.Country, family, one, stretch, square);
    }

    private static IEnumerable<int> Stretches(int first, int last)
    {
        for (var stretch = first / Stretch; stretch <= last / Stretch; stretch++)
            yield return stretch;
    }

    /// <summary>Where what a point can meet may lie; what has no point may meet any.</summary>
    private static IEnumerable<int> SquaresAround(Whereabouts at)
    {
        // The box of a point near the date line goes round the earth: then all squares together are fewer.
        if (at.Reach is not { } reach || reach.East - reach.West > 2 * Side)
        {
            yield return AllSquares;
            yield break;
        }
        yield return NoPoint;
        for (var lat = Floor(reach.South); lat <= Floor(reach.North); lat++)
        for (var lon = Floor(reach.West); lon <= Floor(reach.East); lon++)
            yield return SquareOf(lat, lon);
    }

    private static int Floor(double degrees) => (int)Math.Floor(degrees / Side);

    private static int SquareOf(int lat, int lon) => ((lat + 200) * 1000) + lon + 400;
}
