using Annals.Record;

namespace Annals.Places;

/// <summary>
/// Chooses among the entries that bear a name. Each candidate's score is a sum of weighted features (<see cref="PlaceFeature"/>): how
/// known it is, whether the article speaks of its country and its province, how near it lies to the article's other places, and what
/// the words beside the name say. At first every name is judged alone; then each is judged by what the others probably mean, a few
/// rounds long, so that the settled ones settle the rest.
/// </summary>
internal sealed class ToponymResolver(Gazetteer gazetteer, PlaceWeights weights)
{
    private const int Rounds = 3;
    private const double LeastReason = 0.1;

    public PlaceWeights Weights => weights;

    /// <summary>How likely an entry is meant before anything is read: its kind, and how many people live there.</summary>
    public double Prior(int number, uint ownName)
    {
        Span<double> features = stackalloc double[PlaceWeights.Count];
        new Candidate(gazetteer, number, ownName).Describe(features);
        return weights.Score(features);
    }

    /// <summary>Sets the choice of each toponym, with the likelihood of every candidate.</summary>
    /// <param name="outlet">The place whose paper or station the article is from, if it is known.</param>
    /// <param name="homes">Countries that count as named.</param>
    public void Resolve(List<Toponym> toponyms, Toponym? outlet = null, IReadOnlyList<string>? homes = null)
    {
        var names = Names(toponyms);
        var home = outlet is null ? null : Home(outlet);
        var evidence = new PlaceEvidence(gazetteer, names, home, homes ?? []);
        foreach (var name in names)
            Judge(name, evidence);
        for (var round = 1; round < Rounds; round++)
        {
            evidence.Count();
            // What can mean one place alone is settled in the first round.
            foreach (var name in names)
                if (name.Candidates.Length > 1)
                    evidence.Fill(name);
            foreach (var name in names)
                if (name.Candidates.Length > 1)
                    Judge(name, evidence);
        }
        foreach (var name in names)
            if (name.Mentions.Exists(mention => mention.IsSaidToLie))
                Bind(name);
        foreach (var name in names)
            if (name.Mentions.Find(mention => IsElsewhere(name, mention)) is { Container: var container })
                foreach (var mention in name.Mentions)
                {
                    mention.Chosen = -1;
                    mention.Container = container;
                }
    }

    /// <summary>"San Juan, a town in Guatemala": of the places that bear the name the likeliest there is meant, be another ever so large.</summary>
    private static void Bind(NameInArticle name)
    {
        foreach (var mention in name.Mentions)
        {
            if (
                mention
                    is not {
                        IsSaidToLie: true,
                        Chosen: >= 0,
                        Container: { Name: { } container, Chosen: >= 0 and var held, Use: PlaceUse.Location }
                    }
                || container == name
            )
                continue;
            var country = container.Candidates[held].Country;
            if (name.Candidates[mention.Chosen].Country == country || !Holds(in container.Candidates[held]))
                continue;
            var best = -1;
            for (var index = 0; index < name.Candidates.Length; index++)
                if (
                    name.Candidates[index].Country == country
                    && (best < 0 || mention.Scores[index] > mention.Scores[best])
                )
                    best = index;
            if (best >= 0)
                mention.Chosen = best;
        }
    }

    /// <summary>A country, a first division, or a city that hardly another is taken for.</summary>
    private static bool Holds(in Candidate container) =>
        container.Kind is PlaceKind.Country or PlaceKind.Admin1 || container.People >= WellKnown;

    /// <summary>So many people make a town that a text means wherever it says that it lies: borders are disputed, and containers misread.</summary>
    private const uint WellKnown = 100_000;

    /// <summary>
    /// "Muse in Shan State", where the only Muse that the gazetteer has is a village of another continent: the one that is
    /// meant is not known.
    /// </summary>
    private static bool IsElsewhere(NameInArticle name, Toponym mention)
    {
        if (
            mention is not { Container: { Name: { } container, Chosen: >= 0 and var held } outer, Chosen: >= 0 }
            || container == name
            || outer.Use != PlaceUse.Location
        )
            return false;
        ref readonly var within = ref container.Candidates[held];
        if (!(within.Kind is PlaceKind.Country or PlaceKind.Admin1 || (mention.IsSaidToLie && Holds(in within))))
            return false;
        ref readonly var chosen = ref name.Candidates[mention.Chosen];
        // What a town is called by another name, or nearly so, is no town that a text means wherever it says that it lies.
        if (!chosen.IsSettlement || (chosen.People >= WellKnown && (chosen.IsOwnName || !mention.IsSaidToLie)))
            return false;
        foreach (ref readonly var candidate in name.Candidates.AsSpan())
            // A province of the same country: "Namur, in Wallonia" may be filed under another division.
            if (
                candidate.LiesIn(in within)
                || candidate.Country == within.Number
                || candidate.Country == within.Country
            )
                return false;
        return true;
    }

    /// <summary>The outlet's place by what is known of its bearers alone.</summary>
    private NameInArticle Home(Toponym outlet)
    {
        var home = new NameInArticle(gazetteer, outlet);
        home.Mentions.Add(outlet);
        Judge(home, new PlaceEvidence(gazetteer, [home], null, []));
        return home;
    }

    /// <summary>The names of an article with their mentions, and for each mention which others stand beside it.</summary>
    private List<NameInArticle> Names(List<Toponym> toponyms)
    {
        var names = new List<NameInArticle>();
        var known = new Dictionary<(string, int, int), NameInArticle>();
        foreach (var toponym in toponyms)
        {
            toponym.Name = null;
            toponym.Neighbours.Clear();
            toponym.SentenceMates.Clear();
            if (toponym.Candidates.Length == 0)
                continue;
            // A part of another name is no place of the article: it takes its likeliest meaning and says nothing of the others.
            if (toponym.Use == PlaceUse.PartOfName)
            {
                toponym.Chosen = 0;
                continue;
            }
            var key = (toponym.Span.Text.ToUpperInvariant(), toponym.Candidates[0], toponym.Candidates.Length);
            if (!known.TryGetValue(key, out var name))
            {
                known.Add(key, name = new NameInArticle(gazetteer, toponym));
                names.Add(name);
            }
            name.Mentions.Add(toponym);
            toponym.Name = name;
        }
        Join(toponyms);
        return names;
    }

    private static void Join(List<Toponym> toponyms)
    {
        Toponym? before = null;
        foreach (var toponym in toponyms)
        {
            if (toponym.Name is not { } name)
                continue;
            if (before?.Name is { } neighbour)
            {
                toponym.Neighbours.Add(neighbour);
                before.Neighbours.Add(name);
            }
            before = toponym;
        }
        // Toponyms stand in the order of the text, so those of a sentence stand together.
        for (var first = 0; first < toponyms.Count; )
        {
            var next = first + 1;
            while (next < toponyms.Count && toponyms[next].Sentence == toponyms[first].Sentence)
                next++;
            if (toponyms[first].Sentence is not null)
                for (var one = first; one < next; one++)
                    if (toponyms[one].Name is not null)
                        for (var mate = first; mate < next; mate++)
                            if (toponyms[mate].Name is { } name)
                                toponyms[one].SentenceMates.Add(name);
            first = next;
        }
    }

    /// <summary>Scores each mention, and takes the mean of their likelihoods for the name's.</summary>
    private void Judge(NameInArticle name, PlaceEvidence evidence)
    {
        var count = name.Candidates.Length;
        Span<double> beliefs = count <= 64 ? stackalloc double[count] : new double[count];
        Span<double> features = stackalloc double[PlaceWeights.Count];
        foreach (var mention in name.Mentions)
        {
            mention.Scores = mention.Scores.Length == count ? mention.Scores : new double[count];
            for (var index = 0; index < count; index++)
            {
                FeaturesOf(name, mention, index, evidence, features);
                mention.Scores[index] = weights.Score(features);
            }
            mention.Chosen = Likelihoods(mention.Scores);
            for (var index = 0; index < count; index++)
                beliefs[index] += mention.Scores[index] / name.Mentions.Count;
        }
        name.Believe(beliefs);
        name.Evidence = evidence;
    }

    /// <summary>All features of one candidate for one mention.</summary>
    public static void FeaturesOf(
        NameInArticle name,
        Toponym mention,
        int index,
        PlaceEvidence evidence,
        Span<double> features
    )
    {
        name.FeaturesOf(index).CopyTo(features);
        evidence.Look(name, mention, index, features);
    }

    /// <summary>Turns scores into likelihoods that sum to one. The index of the greatest.</summary>
    private static int Likelihoods(Span<double> scores)
    {
        var best = 0;
        for (var index = 1; index < scores.Length; index++)
            if (scores[index] > scores[best])
                best = index;
        var (most, sum) = (scores[best], 0.0);
        for (var index = 0; index < scores.Length; index++)
            sum += scores[index] = Math.Exp(scores[index] - most);
        for (var index = 0; index < scores.Length; index++)
            scores[index] /= sum;
        return best;
    }

    /// <summary>The reasons of the chosen candidate in words, strongest first: what it has, against the mean of its rivals.</summary>
    public IEnumerable<string> Explain(Toponym toponym)
    {
        if (toponym.Chosen < 0 || toponym.Name is not { Evidence: { } evidence } name)
            return [];
        if (name.Candidates.Length == 1)
            return ["no other entry bears the name"];
        Span<double> chosen = stackalloc double[PlaceWeights.Count];
        Span<double> rivals = stackalloc double[PlaceWeights.Count];
        Span<double> features = stackalloc double[PlaceWeights.Count];
        rivals.Clear();
        for (var index = 0; index < name.Candidates.Length; index++)
        {
            FeaturesOf(name, toponym, index, evidence, features);
            if (index == toponym.Chosen)
                features.CopyTo(chosen);
            else
                for (var feature = 0; feature < features.Length; feature++)
                    rivals[feature] += features[feature] / (name.Candidates.Length - 1);
        }
        var reasons = new List<(string Reason, double Weight)>();
        for (var feature = 0; feature < PlaceWeights.Count; feature++)
        {
            var weight = weights.All[feature] * (chosen[feature] - rivals[feature]);
            if (weight > LeastReason && weights.Reason(feature) is { Length: > 0 } reason)
                Add(reasons, reason, weight);
        }
        return reasons.OrderByDescending(reason => reason.Weight).Select(reason => reason.Reason);
    }

    private static void Add(List<(string Reason, double Weight)> reasons, string reason, double weight)
    {
        for (var at = 0; at < reasons.Count; at++)
            if (reasons[at].Reason == reason)
            {
                reasons[at] = (reason, reasons[at].Weight + weight);
                return;
            }
        reasons.Add((reason, weight));
    }
}
