using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// How sure the coder is of each field of a report, as a share of such fields that come out right. What holds of a field
/// (its place is a country, its number is open, its word is a weak one) adds up with weights that were fitted on texts
/// that no rule was written from (`Annals.Training confidence`); no word has a weight of its own.
/// </summary>
public sealed class Sureness
{
    /// <summary>The fields that have a confidence of their own.</summary>
    public static readonly ImmutableArray<string> Fields = ["type", "place", "time", "actors", "harm"];

    /// <summary>What holds of every field.</summary>
    public const string Always = "always";

    private readonly Dictionary<Ground, double> weights = [];

    private Sureness() { }

    internal Sureness(IEnumerable<(Ground Ground, double Weight)> fitted)
    {
        foreach (var (ground, weight) in fitted)
            weights.Add(ground, weight);
    }

    internal IEnumerable<(Ground Ground, double Weight)> Weights => weights.Select(one => (one.Key, one.Value));

    public static Sureness Load(KnowledgeFolder knowledge)
    {
        var sureness = new Sureness();
        foreach (var row in knowledge.Table("coding", "sureness.tsv").Rows)
        {
            if (!Fields.Contains(row.Required("field")))
                throw row.Wrong($"no such field: \"{row["field"]}\"");
            if (!sureness.weights.TryAdd(new(row["field"], row.Required("what")), row.Number("weight")))
                throw row.Wrong($"\"{row["what"]}\" stands twice");
        }
        return sureness;
    }

    /// <summary>How sure each field is that the report has.</summary>
    public Confidences Of(IReadOnlyCollection<Ground> grounds) =>
        new(
            Sum("type", grounds),
            Sum("place", grounds),
            Sum("time", grounds),
            Sum("actors", grounds),
            Sum("harm", grounds)
        );

    /// <summary>What a ground adds to the sum of its field.</summary>
    public double WeightOf(Ground ground) => weights.GetValueOrDefault(ground);

    /// <summary>What holds of each field that the report has. Every field begins with <see cref="Always"/>.</summary>
    /// <param name="told">Whether a span stands in a sentence that tells the happening.</param>
    public static List<Ground> Grounds(Happening report, TypeWords words, Func<TextSpan, bool> told)
    {
        var grounds = new List<Ground>();
        var isStated = report.Status is Status.Reported or Status.Confirmed or Status.Claimed;
        Add(
            grounds,
            "type",
            ("several-words", report.TypeSpans.Length > 1),
            ("title-only", words.TitleOnly),
            ("not-stated", !isStated),
            ("harm-told", !report.Harm.IsEmpty),
            ("actors-told", !report.Actors.IsEmpty),
            ("place-told", report.Place is not null),
            ("weak-word", words.Weak)
        );
        if (report.Place is { } place)
            OfPlace(grounds, place, told);
        if (report.Time is { } time)
            Add(
                grounds,
                "time",
                ("same-sentence", time.Spans.Any(told)),
                ("day", time.Precision is TimePrecision.Day or TimePrecision.Hour or TimePrecision.Minute)
            );
        if (!report.Actors.IsEmpty)
            OfActors(grounds, report.Actors, isStated);
        if (!report.Harm.IsEmpty)
            Add(
                grounds,
                "harm",
                ("open-number", report.Harm.Any(harm => harm.Best is null)),
                ("nobody-named", report.Harm.Any(harm => harm.Who is null)),
                ("several", report.Harm.Length >= 3),
                ("own-dead", report.Harm.Any(harm => harm.Side == "perpetrator"))
            );
        return grounds;
    }

    /// <summary>The whole: the happening is what it is said to be, and its other fields are right on the average.</summary>
    public static double Whole(Confidences fields)
    {
        double?[] others = [fields.Place, fields.Time, fields.Actors, fields.Harm];
        return Math.Round((fields.Type ?? 0) * (others.Average() ?? 1), 3);
    }

    private static void OfPlace(List<Ground> grounds, Place place, Func<TextSpan, bool> told) =>
        Add(
            grounds,
            "place",
            (
                "no-entry",
                place
                    is { Geonames: null, Precision: PlacePrecision.Exact or PlacePrecision.Town or PlacePrecision.Area }
            ),
            ("country-or-region", place.Precision is PlacePrecision.Country or PlacePrecision.Region),
            ("division", place.Precision is PlacePrecision.Admin1 or PlacePrecision.Admin2),
            ("same-sentence", place.Spans.Any(told)),
            ("container-told", place.Reasons.Contains("the text says what it lies in")),
            ("rivals", !place.Rivals.IsEmpty)
        );

    private static void OfActors(List<Ground> grounds, ImmutableArray<ReportActor> actors, bool isStated)
    {
        var doers = actors.Where(actor => actor.Role is ActorRole.Perpetrator or ActorRole.Participant).ToList();
        Add(
            grounds,
            "actors",
            ("known-doer", doers.Exists(actor => actor.Id is not null)),
            ("no-doer", doers.Count == 0),
            ("several", actors.Length >= 3),
            ("armed-doer", doers.Exists(actor => Bears(actor.Type))),
            ("not-stated", !isStated)
        );
    }

    private static bool Bears(ActorType? type) =>
        type
            is ActorType.StateForce
                or ActorType.Rebel
                or ActorType.Militia
                or ActorType.Communal
                or ActorType.Criminal;

    private static void Add(
        List<Ground> grounds,
        string field,
        params ReadOnlySpan<(string What, bool Holds)> candidates
    )
    {
        grounds.Add(new(field, Always));
        foreach (var (what, holds) in candidates)
            if (holds)
                grounds.Add(new(field, what));
    }

    private double? Sum(string field, IReadOnlyCollection<Ground> grounds)
    {
        double? sum = null;
        foreach (var ground in grounds)
            if (ground.Field == field)
                sum = (sum ?? 0) + WeightOf(ground);
        return sum is { } found ? Math.Round(1 / (1 + Math.Exp(-found)), 3) : null;
    }
}

/// <summary>What the words of an act are worth: all in the headline; weak ones, that need others beside them.</summary>
public readonly record struct TypeWords(bool TitleOnly, bool Weak);

/// <summary>Something that holds of a field, and says how sure it is: "no-doer" of the actors.</summary>
public readonly record struct Ground(string Field, string What);
