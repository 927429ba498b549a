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

    private readonly List<Sighting> sightings = [];
    private readonly Dictionary<Key, List<int>> blocks = [];
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
            if (!blocks.TryGetValue(key, out var block))
                blocks.Add(key, block = []);
            block.Add(sightings.Count);
        }
        sightings.Add(sighting);
    }

    /// <summary>Those put in so far that this one meets, each once. May be asked on many threads, while none is put in.</summary>
    public List<int> Meet(Sighting sighting)
    {
        var met = new HashSet<int>();
        foreach (var key in AskedBy(sighting))
            if (blocks.TryGetValue(key, out var block))
                foreach (var other in block)
                    if (Meets(sighting, sightings[other]))
                        met.Add(other);
        return [.. met];
    }

    private static bool Meets(Sighting one, Sighting other) =>
        one.At.Meets(other.At)
        || (
            one.Family == other.Family
            && (one.ArticleId == other.ArticleId || (one.Article is { } article && article.Text == other.Article?.Text))
        );

    private int NumberOf(string name)
    {
        if (!numbers.TryGetValue(name, out var number))
            numbers.Add(name, number = numbers.Count);
        return number;
    }

    /// <summary>The number of a name; of one that nothing has been put under, a number that no block has.</summary>
    private int KnownNumberOf(string name) => numbers.GetValueOrDefault(name, -1);

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
