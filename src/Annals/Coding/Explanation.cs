using System.Collections.Immutable;
using System.Globalization;
using Annals.Coding.Happenings;
using Annals.Record;

namespace Annals.Coding;

/// <summary>Why an article was coded as it was: the reasons of each happening, and why each other sentence was passed over.</summary>
public sealed record Explanation(
    ImmutableArray<Report> Reports,
    ImmutableArray<ReportReasons> Reasons,
    ImmutableArray<PassedOver> Passed
);

/// <summary>The words and table rows that a report was made of, each with its weight, and what holds of each field for its confidence.</summary>
public sealed record ReportReasons(string Report, ImmutableArray<Reason> Reasons, ImmutableArray<Ground> Grounds);

/// <summary>A sentence that gave no happening, and why.</summary>
public sealed record PassedOver(TextSpan Sentence, string Why);

/// <summary>Notes taken while an article is coded. Nothing is noted where nobody asks, and what is coded is the same.</summary>
public sealed class Trace
{
    private readonly List<ReportReasons> reasons = [];
    private readonly List<(int Sentence, string Why)> notes = [];
    private readonly HashSet<int> used = [];

    internal void Note(int sentence, string why) => notes.Add((sentence, why));

    internal void Wrote(Happening report, Story story, Sureness sureness)
    {
        var all = ImmutableArray.CreateBuilder<Reason>();
        foreach (var act in story.Acts)
        {
            used.Add(act.Sentence.Index);
            all.Add(
                new(
                    $"\"{act.Span.Text}\" says {act.Trigger.Type} (coding/triggers.tsv:{act.Trigger.Line.ToString(CultureInfo.InvariantCulture)})",
                    act.Strength
                )
            );
            foreach (var filler in act.Fillers)
                all.Add(
                    new(
                        $"{filler.Role}: \"{filler.Phrase.Span.Text}\" as {filler.Slot} of \"{act.Span.Text}\" (frame {act.Trigger.Frame.Name})",
                        1
                    )
                );
            if (act.Status is not Status.Reported || act.Negated)
                all.Add(new($"\"{act.Span.Text}\" is {(act.Negated ? "negated, " : "")}{act.Status}", 1));
            if (act.Time is { Spans: [var time, ..] })
                all.Add(new($"time: \"{time.Text}\" stands nearest to \"{act.Span.Text}\"", 1));
            if (act.Place is { Mention.Place: { } place })
                all.Add(new($"place: {place.Name} stands nearest to \"{act.Span.Text}\"", 1));
        }
        foreach (var harm in story.Harm)
        {
            used.Add(harm.Sentence.Index);
            all.Add(new($"harm: \"{harm.Span.Text}\" {harm.Effect} by \"{harm.Sentence[harm.Word].Form}\"", 1));
        }
        var grounds = HappeningWriter.Grounds(report, story).ToImmutableArray();
        foreach (var ground in grounds)
            all.Add(
                new($"confidence of {ground.Field}: {ground.What} (coding/sureness.tsv)", sureness.WeightOf(ground))
            );
        reasons.Add(new(report.Id, all.ToImmutable(), grounds));
    }

    internal Explanation Close(CodingContext context, ImmutableArray<Report> reports)
    {
        var passed = ImmutableArray.CreateBuilder<PassedOver>();
        foreach (var sentence in context.Sentences)
        {
            if (used.Contains(sentence.Index) || sentence.Length == 0)
                continue;
            var why = notes.Where(note => note.Sentence == sentence.Index).Select(note => note.Why).Distinct().ToList();
            passed.Add(
                new(sentence.Span(), why.Count == 0 ? "no word of data/coding/triggers.tsv" : string.Join("; ", why))
            );
        }
        foreach (var report in reports)
            reasons.Add(new(report.Id, [.. Actors(context, report)], []));
        return new(reports, reasons.ToImmutableArray(), passed.ToImmutable());
    }

    /// <summary>Which actor a name is taken for, why, and which others bear it.</summary>
    private static IEnumerable<Reason> Actors(CodingContext context, Report report)
    {
        ImmutableArray<Party> parties = report switch
        {
            Happening happening => [.. happening.Actors],
            Relation relation => [.. relation.Subject, .. relation.Object],
            Assessment assessment => assessment.About,
            Tally { Claimant: { } claimant } => [claimant],
            _ => [],
        };
        foreach (var party in parties)
            if (
                party.Id is not null
                && context.Cast.Mentions.FirstOrDefault(one =>
                    one.Party.Id == party.Id && party.Spans.Any(span => span.Overlaps(one.Span))
                )
                    is { } mention
            )
                yield return new(
                    $"actor: \"{mention.Span.Text}\" is {party.Id}: {string.Join("; ", mention.Reasons)}"
                        + (mention.Rivals.IsEmpty ? "" : $"; not {string.Join(", ", mention.Rivals)}"),
                    1
                );
    }
}
