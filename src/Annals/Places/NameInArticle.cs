namespace Annals.Places;

/// <summary>
/// One name of an article, with all its mentions and all that it could mean. An article means one place by a name unless it says
/// otherwise, so what is known of one mention is known of the others.
/// </summary>
internal sealed class NameInArticle
{
    private const double LeastBelief = 0.04;

    public NameInArticle(Gazetteer gazetteer, Toponym first)
    {
        Candidates = new Candidate[first.Candidates.Length];
        for (var index = 0; index < Candidates.Length; index++)
            Candidates[index] = new Candidate(gazetteer, first.Candidates[index], first.OwnName);
        Features = new double[Candidates.Length * PlaceWeights.Count];
        Beliefs = new double[Candidates.Length];
        var (most, all) = (1.0, 1.0);
        foreach (ref readonly var candidate in Candidates.AsSpan())
            (most, all) = (Math.Max(most, candidate.People), all + candidate.People);
        for (var index = 0; index < Candidates.Length; index++)
        {
            var features = FeaturesOf(index);
            Candidates[index].Describe(features);
            features[(int)PlaceFeature.MostPeople] = Candidates[index].People >= most ? 1 : 0;
            features[(int)PlaceFeature.ShareOfPeople] = Candidates[index].People / all;
            features[(int)PlaceFeature.HoldsNamesake] = HoldsNamesake(index) ? 1 : 0;
        }
    }

    /// <summary>"Hama" is a town and the province around it: without a word of the province the town is meant.</summary>
    private bool HoldsNamesake(int index)
    {
        ref readonly var division = ref Candidates[index];
        if (division.Kind is not (PlaceKind.Admin1 or PlaceKind.Admin2))
            return false;
        foreach (ref readonly var town in Candidates.AsSpan())
            if (
                (
                    town.Kind is PlaceKind.Capital or PlaceKind.Seat
                    || town is { IsOwnName: true, Kind: PlaceKind.LowerSeat or PlaceKind.Town }
                ) && town.LiesIn(in division)
            )
                return true;
        return false;
    }

    public Candidate[] Candidates { get; }

    public List<Toponym> Mentions { get; } = [];

    /// <summary>By what it was judged last.</summary>
    public PlaceEvidence? Evidence { get; set; }

    /// <summary>How likely each candidate is meant, as far as is known by now; they sum to one.</summary>
    public double[] Beliefs { get; }

    /// <summary>Features of candidate after candidate, as they hold for every mention.</summary>
    public double[] Features { get; }

    public Span<double> FeaturesOf(int candidate) =>
        Features.AsSpan(candidate * PlaceWeights.Count, PlaceWeights.Count);

    /// <summary>The candidates worth asking about, with how likely they are.</summary>
    public List<(int Candidate, double Belief)> Likely { get; } = [];

    public void Believe(ReadOnlySpan<double> beliefs)
    {
        beliefs.CopyTo(Beliefs);
        Likely.Clear();
        for (var index = 0; index < beliefs.Length; index++)
            if (beliefs[index] >= LeastBelief)
                Likely.Add((index, beliefs[index]));
    }
}
