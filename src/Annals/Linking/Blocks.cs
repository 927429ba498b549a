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

    private readonly List<(Spot Spot, Whereabouts At)> spots = [];

    /// <summary>The last that was put into each block: an entry names its sighting and the entry before it.</summary>
    private readonly Dictionary<Key, int> blocks = [];

    private readonly List<(int Sighting, int Before)> entries = [];
    private const int NoEntry = -1;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The number of the country of those that know none.</summary>
    private readonly int noCountry;

    public Blocks() => noCountry = NumberOf("");

    /// <summary>Pairs of indices, the smaller first, each once.</summary>
    public static List<(int A, int B)> Pairs(IReadOnlyList<Sighting> sightings)
    {
        var blocks = new Blocks();
        var pairs = new List<(int, int)>();
        for (var index = 0; index < sightings.Count; index++)
        {
            blocks.Add(sightings[index]);
            foreach (var other in blocks.Meet(index))
                if (other != index)
                    pairs.Add((other, index));
        }
        return pairs;
    }

    /// <summary>Puts a sighting where it can be met; they are numbered in the order in which they come.</summary>
    public void Add(Sighting sighting)
    {
        var at = sighting.At;
        var spot = SpotOf(sighting);
        Put(new(By.Article, 0, spot.Article, AnyDay, None));
        if (spot.Text != Nothing)
            Put(new(By.Text, 0, spot.Text, AnyDay, None));
        if (spot.Place != Nothing)
        {
            Put(new(By.Place, spot.Family, spot.Place, AnyDay, None));
            if (spot.IsOpen)
                Put(new(By.Place, spot.Family, spot.Place, OpenDays, None));
        }
        if (!spot.IsOpen)
        {
            var country = spot.Country == Nothing ? noCountry : spot.Country;
            var square = at is { Lat: { } lat, Lon: { } lon } ? SquareOf(Floor(lat), Floor(lon)) : NoPoint;
            for (var stretch = spot.First / Stretch; stretch <= spot.Last / Stretch; stretch++)
            {
                Put(new(By.Country, spot.Family, country, stretch, square));
                Put(new(By.Country, spot.Family, country, stretch, AllSquares));
                Put(new(By.Anywhere, spot.Family, 0, stretch, AllSquares));
            }
        }
        spots.Add((spot, at));
    }

    private void Put(Key key)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(blocks, key, out var isThere);
        entries.Add((spots.Count, isThere ? last : NoEntry));
        last = entries.Count - 1;
    }

    /// <summary>
    /// Those put in so far that one of them meets, each once, in their order, itself among them. May be asked on many
    /// threads, while none is put in.
    /// </summary>
    public List<int> Meet(int sighting)
    {
        var met = new List<int>();
        var (spot, at) = spots[sighting];
        Look(new(By.Article, 0, spot.Article, AnyDay, None), spot, met);
        if (spot.Text != Nothing)
            Look(new(By.Text, 0, spot.Text, AnyDay, None), spot, met);
        if (spot.Place != Nothing)
            Look(new(By.Place, spot.Family, spot.Place, spot.IsOpen ? AnyDay : OpenDays, None), spot, met);
        if (!spot.IsOpen)
            LookAround(spot, at, met);
        // What lies in several blocks was met in each.
        met.Sort();
        var kept = 0;
        for (var next = 0; next < met.Count; next++)
            if (next == 0 || met[next] != met[kept - 1])
                met[kept++] = met[next];
        met.RemoveRange(kept, met.Count - kept);
        return met;
    }

    private void Look(Key key, in Spot spot, List<int> met)
    {
        for (var entry = blocks.GetValueOrDefault(key, NoEntry); entry != NoEntry; entry = entries[entry].Before)
            if (entries[entry].Sighting is var other && Meet(spot, spots[other].Spot))
                met.Add(other);
    }

    private void LookAround(in Spot spot, Whereabouts at, List<int> met)
    {
        var first = (spot.First - Whereabouts.MostDaysApart) / Stretch;
        var last = (spot.Last + Whereabouts.MostDaysApart) / Stretch;
        if (spot.Country == Nothing)
        {
            for (var stretch = first; stretch <= last; stretch++)
                Look(new(By.Anywhere, spot.Family, 0, stretch, AllSquares), spot, met);
            return;
        }
        foreach (var square in SquaresAround(at))
            for (var stretch = first; stretch <= last; stretch++)
            {
                Look(new(By.Country, spot.Family, spot.Country, stretch, square), spot, met);
                Look(new(By.Country, spot.Family, noCountry, stretch, square), spot, met);
            }
    }

    private Spot SpotOf(Sighting sighting)
    {
        var at = sighting.At;
        return new Spot(
            NumberOf(at.Family),
            at.Country is { } country ? NumberOf(country) : Nothing,
            at.Place is { } place ? NumberOf(place) : Nothing,
            at.First ?? 0,
            at.Last ?? 0,
            at is { First: not null, Last: not null },
            at.IsOpen,
            at is { Lat: { } lat, Lon: not null } ? lat : double.NaN,
            at is { Lon: { } lon, Lat: not null } ? lon : double.NaN,
            at is { Lat: { } high, Lon: not null } ? Whereabouts.Across(Math.Abs(high)) : double.NaN,
            NumberOf(sighting.ArticleId),
            sighting.Article is { } article ? NumberOf(article.Text) : Nothing
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
