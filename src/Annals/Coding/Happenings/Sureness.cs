using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// How sure the coder is of each field of a report, as a share of such fields that come out right. What holds of a field
/// (its place is a country, its number is open, its word is a weak one) adds up with weights that were fitted on texts
/// that no rule was written from; no word has a weight of its own.
/// </summary>
public sealed class Sureness
{
    private static readonly ImmutableArray<string> Fields = ["type", "place", "time", "actors", "harm"];

    private readonly Dictionary<(string Field, string What), double> weights = [];

    public static Sureness Load(KnowledgeFolder knowledge)
    {
        var sureness = new Sureness();
        foreach (var row in knowledge.Table("coding", "sureness.tsv").Rows)
        {
            if (!Fields.Contains(row.Required("field")))
                throw row.Wrong($"no such field: \"{row["field"]}\"");
            if (!sureness.weights.TryAdd((row["field"], row.Required("what")), row.Number("weight")))
                throw row.Wrong($"\"{row["what"]}\" stands twice");
        }
        return sureness;
    }

    /// <param name="type">What holds of the act's words.</param>
    /// <param name="inSentence">Whether a span stands in a sentence that says the act.</param>
    public Confidences Of(Happening report, TypeWords type, Func<TextSpan, bool> inSentence)
    {
        var isStated = report.Status is Status.Reported or Status.Confirmed or Status.Claimed;
        return new(
            Sum(
                "type",
                ("several-words", report.TypeSpans.Length > 1),
                ("title-only", type.TitleOnly),
                ("not-stated", !isStated),
                ("harm-told", !report.Harm.IsEmpty),
                ("actors-told", !report.Actors.IsEmpty),
                ("place-told", report.Place is not null),
                ("weak-word", type.Weak)
            ),
            report.Place is { } place ? OfPlace(place, inSentence) : null,
            report.Time is { } time
                ? Sum(
                    "time",
                    ("same-sentence", time.Spans.Any(inSentence)),
                    ("day", time.Precision is TimePrecision.Day or TimePrecision.Hour or TimePrecision.Minute)
                )
                : null,
            report.Actors.IsEmpty ? null : OfActors(report.Actors, isStated),
            report.Harm.IsEmpty
                ? null
                : Sum(
                    "harm",
                    ("open-number", report.Harm.Any(harm => harm.Best is null)),
                    ("nobody-named", report.Harm.Any(harm => harm.Who is null)),
                    ("several", report.Harm.Length >= 3),
                    ("own-dead", report.Harm.Any(harm => harm.Side == "perpetrator"))
                )
        );
    }

    /// <summary>The whole: the happening is what it is said to be, and its other fields are right on the average.</summary>
    public static double Whole(Confidences fields)
    {
        double?[] others = [fields.Place, fields.Time, fields.Actors, fields.Harm];
        return Math.Round((fields.Type ?? 0) * (others.Average() ?? 1), 3);
    }

    private double OfPlace(Place place, Func<TextSpan, bool> inSentence) =>
        Sum(
            "place",
            (
                "no-entry",
                place
                    is { Geonames: null, Precision: PlacePrecision.Exact or PlacePrecision.Town or PlacePrecision.Area }
            ),
            ("country-or-region", place.Precision is PlacePrecision.Country or PlacePrecision.Region),
            ("division", place.Precision is PlacePrecision.Admin1 or PlacePrecision.Admin2),
            ("same-sentence", place.Spans.Any(inSentence)),
            ("container-told", place.Reasons.Contains("the text says what it lies in")),
            ("rivals", !place.Rivals.IsEmpty)
        );

    private double OfActors(ImmutableArray<ReportActor> actors, bool isStated)
    {
        var doers = actors.Where(actor => actor.Role is ActorRole.Perpetrator or ActorRole.Participant).ToList();
        return Sum(
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

    private double Sum(string field, params ReadOnlySpan<(string What, bool Holds)> features)
    {
        var sum = weights.GetValueOrDefault((field, "always"));
        foreach (var (what, holds) in features)
            if (holds)
                sum += weights.GetValueOrDefault((field, what));
        return Math.Round(1 / (1 + Math.Exp(-sum)), 3);
    }
}

/// <summary>What the words of an act are worth: all in the headline; weak ones, that need others beside them.</summary>
public readonly record struct TypeWords(bool TitleOnly, bool Weak);
