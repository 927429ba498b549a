namespace Annals.Places;

/// <summary>One entry that a name could mean, with what the choice among them asks of it over and over.</summary>
internal readonly struct Candidate
{
    private readonly float x;
    private readonly float y;
    private readonly float z;

    public Candidate(Gazetteer gazetteer, int number, uint ownName)
    {
        ref readonly var entry = ref gazetteer.Entry(number);
        Number = number;
        Kind = entry.Kind;
        (Country, Admin1, Admin2) = (entry.Country, entry.Admin1, entry.Admin2);
        People = entry.Population;
        IsOwnName = entry.OwnName == ownName;
        HasPoint = entry.Point != PointSource.None;
        var (lat, lon) = (entry.Lat * Math.PI / 180, entry.Lon * Math.PI / 180);
        x = (float)(Math.Cos(lat) * Math.Cos(lon));
        y = (float)(Math.Cos(lat) * Math.Sin(lon));
        z = (float)Math.Sin(lat);
    }

    public int Number { get; }

    public PlaceKind Kind { get; }

    public int Country { get; }

    public int Admin1 { get; }

    public int Admin2 { get; }

    public uint People { get; }

    /// <summary>It bears the name first of all, not as one of its others.</summary>
    public bool IsOwnName { get; }

    public bool HasPoint { get; }

    /// <summary>A place to be near to: a country's or a sea's middle says little of what lies near.</summary>
    public bool IsSpot =>
        HasPoint && Kind is not (PlaceKind.Country or PlaceKind.Continent or PlaceKind.Region or PlaceKind.Sea);

    public bool IsSettlement =>
        Kind is PlaceKind.Seat or PlaceKind.LowerSeat or PlaceKind.Town or PlaceKind.Section or PlaceKind.FormerTown;

    public bool LiesIn(in Candidate outer) =>
        outer.Number != Number && (Country == outer.Number || Admin1 == outer.Number || Admin2 == outer.Number);

    /// <summary>As the crow flies, by the chord: exact enough to say near from far, and much cheaper than the arc.</summary>
    public double KmTo(in Candidate other)
    {
        var (dx, dy, dz) = (x - other.x, y - other.y, z - other.z);
        return 6371 * Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
    }

    /// <summary>What the entry is, before anything is read.</summary>
    public void Describe(Span<double> features)
    {
        if (
            Kind switch
            {
                PlaceKind.Country => PlaceFeature.Country,
                PlaceKind.Admin1 => PlaceFeature.Admin1,
                PlaceKind.Admin2 => PlaceFeature.Admin2,
                PlaceKind.LowerDivision => PlaceFeature.LowerDivision,
                PlaceKind.Capital => PlaceFeature.Capital,
                PlaceKind.Seat => PlaceFeature.Seat,
                PlaceKind.LowerSeat => PlaceFeature.LowerSeat,
                PlaceKind.Section => PlaceFeature.Section,
                PlaceKind.FormerTown => PlaceFeature.FormerTown,
                PlaceKind.Continent or PlaceKind.Region => PlaceFeature.Region,
                PlaceKind.Sea or PlaceKind.Water or PlaceKind.Land => PlaceFeature.Nature,
                PlaceKind.Site or PlaceKind.Road or PlaceKind.Other => PlaceFeature.Site,
                _ => (PlaceFeature?)null,
            } is
            { } kind
        )
            features[(int)kind] = 1;
        var people = Math.Log10(People + 10.0);
        if (Kind is PlaceKind.Admin1 or PlaceKind.Admin2)
            features[(int)PlaceFeature.PeopleOfDivision] = people;
        else if (Kind is not (PlaceKind.Country or PlaceKind.Continent or PlaceKind.Region or PlaceKind.Sea))
            features[(int)PlaceFeature.PeopleOfTown] = people;
        if (IsOwnName)
            features[(int)PlaceFeature.OwnName] = 1;
    }
}
