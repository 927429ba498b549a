using Annals.Record;

namespace Annals.Places;

/// <summary>
/// Chooses among the entries that bear a name. Each candidate's score is a sum of reasons: how known it is, whether the
/// article speaks of its country and its province, how near it lies to the article's other places, and what the words
/// beside the name say. Chosen places vote again for the others until nothing changes, at most a few rounds.
/// </summary>
internal sealed class ToponymResolver(Gazetteer gazetteer)
{
    private const int Rounds = 3;

    // Weights of the reasons; fitted by hand on open development texts, none of them about a word.
    private const double ContainerWeight = 8.0;
    private const double CountryWeight = 5.0;
    private const double DivisionWeight = 4.0;
    private const double NearWeight = 4.0;
    private const double HoldsWeight = 4.0;
    private const double SaysDivisionWeight = 3.0;
    private const double NearScaleKm = 100;

    /// <summary>How likely an entry is meant before anything is read: its kind, and how many people live there.</summary>
    public static double Prior(Gazetteer gazetteer, int number)
    {
        ref readonly var entry = ref gazetteer.Entry(number);
        var feature = gazetteer.Text(entry.Feature);
        var people = Math.Log10(entry.Population + 10.0);
        if (feature.StartsWith("PCLI", StringComparison.Ordinal))
            return 9.5;
        return feature switch
        {
            "CONT" => 9,
            "RGN" or "SEA" => 7,
            "ADM1" => 1.2 + (0.72 * people),
            "ADM2" => 0.1 + (0.5 * people),
            "PPLC" => 2.2 + people,
            "PPLA" => 0.6 + people,
            "PPLX" => people - 1.2,
            _ => people,
        };
    }

    public void Resolve(List<Toponym> toponyms)
    {
        foreach (var toponym in toponyms)
            toponym.Chosen = toponym.Candidates.Length > 0 ? 0 : -1;
        for (var round = 0; round < Rounds; round++)
        {
            var votes = Votes(toponyms);
            var changed = false;
            foreach (var toponym in toponyms)
                changed |= Choose(toponym, toponyms, votes);
            if (!changed)
                break;
        }
    }

    private sealed record Ballot(Dictionary<int, double> Countries, Dictionary<int, double> Divisions, double Total);

    /// <summary>What the article speaks of: names with one bearer and names of countries count most.</summary>
    private Ballot Votes(List<Toponym> toponyms)
    {
        var (countries, divisions) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        var total = 0.0;
        foreach (var toponym in toponyms)
        {
            if (toponym.Chosen < 0 || toponym.Use == PlaceUse.PartOfName)
                continue;
            ref readonly var entry = ref gazetteer.Entry(toponym.Candidates[toponym.Chosen]);
            if (entry.Country < 0)
                continue;
            var weight =
                toponym.Candidates.Length == 1 || entry.Country == toponym.Candidates[toponym.Chosen] ? 1.5 : 0.7;
            countries[entry.Country] = countries.GetValueOrDefault(entry.Country) + weight;
            total += weight;
            if (entry.Admin1 >= 0)
                divisions[entry.Admin1] = divisions.GetValueOrDefault(entry.Admin1) + weight;
        }
        return new Ballot(countries, divisions, total);
    }

    private bool Choose(Toponym toponym, List<Toponym> all, Ballot votes)
    {
        if (toponym.Candidates.Length == 0)
            return false;
        var scores = new double[toponym.Candidates.Length];
        var best = 0;
        for (var index = 0; index < scores.Length; index++)
        {
            scores[index] = Score(toponym, toponym.Candidates[index], all, votes, null);
            if (scores[index] > scores[best])
                best = index;
        }
        var changed = toponym.Chosen != best;
        (toponym.Chosen, toponym.Scores) = (best, scores);
        return changed;
    }

    /// <summary>The reasons of the chosen candidate in words, strongest first.</summary>
    public void Explain(Toponym toponym, List<Toponym> all)
    {
        if (toponym.Chosen < 0)
            return;
        var reasons = new List<(string What, double Weight)>();
        Score(toponym, toponym.Candidates[toponym.Chosen], all, Votes(all), reasons);
        toponym.Reasons.AddRange(
            reasons
                .Where(reason => reason.Weight > 0.05)
                .OrderByDescending(reason => reason.Weight)
                .Select(reason => reason.What)
        );
    }

    private double Score(
        Toponym toponym,
        int candidate,
        List<Toponym> all,
        Ballot votes,
        List<(string, double)>? reasons
    )
    {
        ref readonly var entry = ref gazetteer.Entry(candidate);
        var score = 0.0;
        Add(Prior(gazetteer, candidate), "known by kind and population");
        if (toponym.Container is { Chosen: >= 0 } container)
        {
            var outer = container.Candidates[container.Chosen];
            if (outer != candidate && (entry.Country == outer || entry.Admin1 == outer || entry.Admin2 == outer))
                Add(ContainerWeight, "the text says what it lies in");
            else if (
                container.Candidates.Length == 1
                && gazetteer.Entry(outer).Country >= 0
                && gazetteer.Entry(outer).Country != entry.Country
            )
                Add(-ContainerWeight / 2, "the text says that it lies elsewhere");
        }
        if (
            toponym.Inner is { } inner
            && (entry.Admin1 == candidate || entry.Country == candidate)
            && Holds(candidate, inner)
        )
            Add(HoldsWeight, "a place named before it lies in it");
        var own = toponym.Chosen >= 0 ? toponym.Candidates[toponym.Chosen] : -1;
        if (entry.Country >= 0 && votes.Total > 0)
        {
            var share =
                (votes.Countries.GetValueOrDefault(entry.Country) - OwnVote(toponym, entry.Country, own)) / votes.Total;
            Add(CountryWeight * Math.Min(1, Math.Sqrt(Math.Max(0, share)) * 1.3), "the article speaks of its country");
        }
        if (entry.Admin1 >= 0 && candidate != entry.Admin1)
        {
            var others =
                votes.Divisions.GetValueOrDefault(entry.Admin1)
                - (own >= 0 && gazetteer.Entry(own).Admin1 == entry.Admin1 ? 0.7 : 0);
            Add(DivisionWeight * Math.Min(1, Math.Max(0, others) / 2), "the article speaks of its province");
        }
        if ((entry.Flags & 1) != 0)
            Add(NearWeight * Nearness(toponym, in entry, all), "near to the article's other places");
        if (toponym.SaysDivision && gazetteer.Text(entry.Feature) is "ADM1" or "ADM2")
            Add(SaysDivisionWeight, "the text calls it a division");
        return score;

        void Add(double weight, string what)
        {
            score += weight;
            reasons?.Add((what, weight));
        }
    }

    /// <summary>Some bearer of the name before the comma lies in it: Georgia holds a Columbus as a state, not as a country.</summary>
    private bool Holds(int candidate, Toponym inner)
    {
        foreach (var within in inner.Candidates)
            if (
                within != candidate
                && (gazetteer.Entry(within).Admin1 == candidate || gazetteer.Entry(within).Country == candidate)
            )
                return true;
        return false;
    }

    private double OwnVote(Toponym toponym, int country, int own) =>
        own >= 0 && gazetteer.Entry(own).Country == country ? (toponym.Candidates.Length == 1 ? 1.5 : 0.7) : 0;

    private double Nearness(Toponym toponym, in GazetteerEntry entry, List<Toponym> all)
    {
        var nearest = double.MaxValue;
        foreach (var other in all)
        {
            if (
                other == toponym
                || other.Chosen < 0
                || other.Span.Text == toponym.Span.Text
                || other.Use == PlaceUse.PartOfName
            )
                continue;
            ref readonly var place = ref gazetteer.Entry(other.Candidates[other.Chosen]);
            if ((place.Flags & 1) == 0 || place.Country == other.Candidates[other.Chosen])
                continue;
            nearest = Math.Min(nearest, Geometry.DistanceKm(entry.Lat, entry.Lon, place.Lat, place.Lon));
        }
        return nearest == double.MaxValue ? 0 : Math.Exp(-nearest / NearScaleKm);
    }
}
