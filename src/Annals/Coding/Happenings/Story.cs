using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>One happening as an article tells it: the acts and the harm that speak of it, in the order of the text.</summary>
public sealed class Story
{
    public required string Type { get; set; }

    public List<Act> Acts { get; } = [];

    public List<HarmFound> Harm { get; } = [];

    public EventTime? Time { get; set; }

    public PlaceAt? Place { get; set; }

    public Sentence? PlaceSentence { get; set; }

    public Status Status =>
        Acts.Count == 0 ? Status.Reported
        : Told.Any(act => act.Status == Status.Reported) ? Status.Reported
        : Told.First().Status;

    /// <summary>The body's acts; the title's where there are no others.</summary>
    public IEnumerable<Act> Told => IsTold ? Acts.Where(act => !act.Sentence.InTitle) : Acts;

    public bool Negated => Acts.Count > 0 && Told.All(act => act.Negated);

    public string? Outcome => Acts.Select(act => act.Outcome).FirstOrDefault(outcome => outcome is not null);

    public int LastSentence =>
        Math.Max(
            Acts.Count == 0 ? -1 : Acts.Max(act => act.Sentence.Index),
            Harm.Count == 0 ? -1 : Harm.Max(harm => harm.Sentence.Index)
        );

    public bool IsTold => Acts.Exists(act => !act.Sentence.InTitle);

    public IEnumerable<NounPhrase> InRole(string role) => Acts.SelectMany(act => act.InRole(role));

    /// <summary>Sentences that say it, the body's before the title's where both do.</summary>
    public ImmutableArray<Sentence> Sentences =>
        [
            .. Acts.Select(act => act.Sentence)
                .Concat(Harm.Select(harm => harm.Sentence))
                .Distinct()
                .OrderBy(sentence => sentence.Index),
        ];
}
