namespace Annals.Places;

/// <summary>
/// Fills the features that the article gives a candidate. Other names count by how likely each of their meanings is by now,
/// so that a name with many meanings says little, and says more as it is settled.
/// </summary>
internal sealed class PlaceEvidence(
    Gazetteer gazetteer,
    List<NameInArticle> names,
    NameInArticle? outlet,
    IReadOnlyList<string> homes
)
{
    private readonly HashSet<int> homeCountries = Homes(gazetteer, names, homes);

    private readonly NameInArticle? dateline = names.Find(name => name.Mentions.Exists(mention => mention.IsDateline));
    private readonly Dictionary<int, double> votes = [];
    private readonly HashSet<int> named = [];
    private double total;

    /// <summary>What the whole article speaks of by now.</summary>
    public void Count()
    {
        votes.Clear();
        named.Clear();
        total = 0;
        foreach (var country in homeCountries)
        {
            votes[country] = votes.GetValueOrDefault(country) + 1;
            named.Add(country);
            total += 1;
        }
        foreach (var name in names)
        {
            total += Weight(name);
            foreach (var (index, belief) in name.Likely)
            {
                Vote(name, index, belief, 1);
                ref readonly var candidate = ref name.Candidates[index];
                if (belief > 0.5 && candidate.Kind is PlaceKind.Country or PlaceKind.Admin1 or PlaceKind.Admin2)
                    named.Add(candidate.Number);
            }
        }
    }

    /// <summary>The countries of candidates in which those act whom the article names.</summary>
    private static HashSet<int> Homes(Gazetteer gazetteer, List<NameInArticle> names, IReadOnlyList<string> homes)
    {
        var found = new HashSet<int>();
        if (homes.Count > 0)
            foreach (var name in names)
            foreach (ref readonly var candidate in name.Candidates.AsSpan())
                if (
                    candidate.Country >= 0
                    && !found.Contains(candidate.Country)
                    && gazetteer[candidate.Number].Iso3 is { } country
                    && homes.Contains(country)
                )
                    found.Add(candidate.Country);
        return found;
    }

    /// <summary>What the rest of the article says of each candidate of a name.</summary>
    public void Fill(NameInArticle name)
    {
        foreach (var (index, belief) in name.Likely)
            Vote(name, index, belief, -1);
        var rest = Math.Max(1e-9, total - Weight(name));
        for (var index = 0; index < name.Candidates.Length; index++)
            Fill(name, index, rest);
        foreach (var (index, belief) in name.Likely)
            Vote(name, index, belief, 1);
    }

    private void Fill(NameInArticle name, int index, double rest)
    {
        ref readonly var candidate = ref name.Candidates[index];
        var features = name.FeaturesOf(index);
        features[(int)PlaceFeature.CountryShare] = Share(candidate.Country, rest);
        features[(int)PlaceFeature.Admin1Share] = Share(candidate.Admin1, rest);
        features[(int)PlaceFeature.Admin2Share] = Share(candidate.Admin2, rest);
        features[(int)PlaceFeature.CountryNamed] = IsNamed(candidate.Country, candidate.Number);
        features[(int)PlaceFeature.Admin1Named] = IsNamed(candidate.Admin1, candidate.Number);
        features[(int)PlaceFeature.Admin2Named] = IsNamed(candidate.Admin2, candidate.Number);
        features[(int)PlaceFeature.Outlet] = SharesLand(in candidate, outlet);
        features[(int)PlaceFeature.Dateline] = name == dateline ? 0 : SharesLand(in candidate, dateline);
        if (!candidate.IsSpot)
            return;
        var (near, middling, far, crowd, others) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var other in names)
        {
            if (other == name)
                continue;
            var sum = 0.0;
            foreach (var (at, belief) in other.Likely)
            {
                ref readonly var place = ref other.Candidates[at];
                if (!place.IsSpot || place.Number == candidate.Number)
                    continue;
                var km = candidate.KmTo(in place);
                if (km > 1500)
                    continue;
                // One exponential, and its powers for the shorter reaches.
                var by300 = Math.Exp(-km / 300);
                var by150 = by300 * by300;
                var by75 = by150 * by150;
                near = Math.Max(near, belief * by75 * by75 * by150);
                middling = Math.Max(middling, belief * by150 * by300);
                far = Math.Max(far, belief * by300);
                sum += belief * by150;
            }
            crowd += sum;
            others++;
        }
        features[(int)PlaceFeature.Within30Km] = near;
        features[(int)PlaceFeature.Within100Km] = middling;
        features[(int)PlaceFeature.Within300Km] = far;
        features[(int)PlaceFeature.Crowd] = others > 0 ? crowd / others : 0;
    }

    /// <summary>How likely it lies where another name does: in its first division, or by half in its country.</summary>
    private static double SharesLand(in Candidate candidate, NameInArticle? other)
    {
        var shares = 0.0;
        foreach (var (at, belief) in other?.Likely ?? [])
        {
            ref readonly var place = ref other!.Candidates[at];
            if (place.Country < 0 || place.Country != candidate.Country)
                continue;
            var isSame = place.Number == candidate.Number || (place.Admin1 >= 0 && place.Admin1 == candidate.Admin1);
            shares += belief * (isSame ? 1 : 0.5);
        }
        return shares;
    }

    private double Share(int entry, double rest) =>
        entry < 0 ? 0 : Math.Sqrt(Math.Max(0, votes.GetValueOrDefault(entry)) / rest);

    private double IsNamed(int entry, int own) => entry >= 0 && entry != own && named.Contains(entry) ? 1 : 0;

    private static double Weight(NameInArticle name) => Math.Sqrt(name.Mentions.Count);

    private void Vote(NameInArticle name, int index, double belief, int sign)
    {
        ref readonly var candidate = ref name.Candidates[index];
        var weight = sign * belief * Weight(name);
        Cast(candidate.Country);
        Cast(candidate.Admin1);
        Cast(candidate.Admin2);

        void Cast(int entry)
        {
            if (entry >= 0)
                votes[entry] = votes.GetValueOrDefault(entry) + weight;
        }
    }

    /// <summary>What stands around one mention, for each of its candidates; <paramref name="features"/> are the mention's own.</summary>
    public void Look(NameInArticle name, Toponym mention, int index, Span<double> features)
    {
        ref readonly var candidate = ref name.Candidates[index];
        if (mention.Container?.Name is { } container && container != name)
        {
            var holds = Held(in candidate, container);
            features[(int)PlaceFeature.ContainerHolds] = holds;
            features[(int)PlaceFeature.ContainerElsewhere] = 1 - holds;
        }
        else
            features[(int)PlaceFeature.ContainerHoldsElsewhere] = BestHeld(name, in candidate);
        if (mention.Inner?.Name is { } inner && inner != name && Holds(in candidate, inner))
            features[(int)PlaceFeature.HoldsInner] = 1;
        var isDivision = candidate.Kind is PlaceKind.Admin1 or PlaceKind.Admin2 or PlaceKind.LowerDivision;
        features[(int)PlaceFeature.SaysDivision] = mention.SaysDivision && isDivision ? 1 : 0;
        features[(int)PlaceFeature.SaysTown] =
            mention.SaysTown
            && gazetteer.Entry(candidate.Number).Kind
                is PlaceKind.Capital
                    or PlaceKind.Seat
                    or PlaceKind.LowerSeat
                    or PlaceKind.Town
                ? 1
                : 0;
        features[(int)PlaceFeature.SameSentence] = Near(in candidate, name, mention.SentenceMates);
        features[(int)PlaceFeature.Neighbour] = Near(in candidate, name, mention.Neighbours);
    }

    private static double BestHeld(NameInArticle name, in Candidate candidate)
    {
        var best = 0.0;
        foreach (var other in name.Mentions)
            if (other.Container?.Name is { } container && container != name)
                best = Math.Max(best, Held(in candidate, container));
        return best;
    }

    private static double Held(in Candidate candidate, NameInArticle container)
    {
        var held = 0.0;
        foreach (var (at, belief) in container.Likely)
            if (candidate.LiesIn(in container.Candidates[at]))
                held += belief;
        return held;
    }

    /// <summary>Some bearer of the name before the comma lies in it: Georgia holds a Columbus as a state, not as a country.</summary>
    private static bool Holds(in Candidate candidate, NameInArticle inner)
    {
        foreach (ref readonly var within in inner.Candidates.AsSpan())
            if (within.LiesIn(in candidate))
                return true;
        return false;
    }

    private static double Near(in Candidate candidate, NameInArticle name, List<NameInArticle> others)
    {
        if (!candidate.IsSpot)
            return 0;
        var best = 0.0;
        foreach (var other in others)
        {
            if (other == name)
                continue;
            foreach (var (at, belief) in other.Likely)
                if (other.Candidates[at] is { IsSpot: true } place && place.Number != candidate.Number)
                    best = Math.Max(best, belief * Math.Exp(-candidate.KmTo(in place) / 100));
        }
        return best;
    }
}
