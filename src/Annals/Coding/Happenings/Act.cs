using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>Somebody or something in a role of an act.</summary>
public sealed record Filler(string Role, NounPhrase Phrase, string Slot);

/// <summary>
/// An act as one clause tells it, before clauses about the same happening are brought together. Written to only while
/// its article is read.
/// </summary>
public sealed class Act
{
    public required Sentence Sentence { get; init; }

    /// <summary>The verb or noun that says it.</summary>
    public required int Head { get; init; }

    public required int First { get; init; }

    public required int Last { get; init; }

    public required Trigger Trigger { get; init; }

    /// <summary>The nouns of the trigger's own words: "control" of "take control of".</summary>
    public ImmutableArray<int> OwnNouns { get; init; } = [];

    /// <summary>The verb whose clause it is: itself, its light verb, or the verb over the noun.</summary>
    public required int ClauseVerb { get; init; }

    public string Type { get; set; } = "";

    public List<Filler> Fillers { get; init; } = [];

    public List<HarmFound> Harm { get; } = [];

    public Status Status { get; set; } = Status.Reported;

    public bool Negated { get; set; }

    public string? Outcome { get; set; }

    public bool Generic { get; set; }

    /// <summary>It comes as known: "the attack", or a mere "was killed" whose act is told elsewhere.</summary>
    public bool Known { get; set; }

    /// <summary>A court deals with it: it was before, and elsewhere.</summary>
    public bool IsTried { get; set; }

    /// <summary>The word for what is done to somebody because of it ("hanged for the killing"); -1 for none.</summary>
    public int DealtWith { get; set; } = -1;

    /// <summary>Who is blamed for it, or claims it, in its sentence.</summary>
    public Blame? Blame { get; set; }

    public HashSet<string> Tags { get; } = new(StringComparer.Ordinal);

    public EventTime? Time { get; set; }

    public PlaceAt? Place { get; set; }

    public double Strength => Trigger.Strength;

    public TextSpan Span => Sentence.Span(First, Last);

    public IEnumerable<NounPhrase> InRole(string role) =>
        Fillers.Where(filler => filler.Role == role).Select(filler => filler.Phrase);
}

/// <summary>What was done to people, in one place of the text.</summary>
public sealed record HarmFound
{
    public required Sentence Sentence { get; init; }

    /// <summary>The word that says the effect.</summary>
    public required int Word { get; init; }

    public required Effect Effect { get; init; }

    /// <summary>Who was harmed; null where a number stands alone.</summary>
    public NounPhrase? Who { get; init; }

    public required Count Count { get; init; }

    public required TextSpan Span { get; init; }

    /// <summary>The entry that this one is part of.</summary>
    public HarmFound? Whole { get; init; }

    /// <summary>A later number took its place.</summary>
    public bool Superseded { get; init; }

    /// <summary>Somebody did it: the word alone says so ("shot", "killed").</summary>
    public bool ImpliesAct { get; init; }

    /// <summary>The word says that it was done to them: they are not who did it.</summary>
    public bool IsDoneTo { get; init; }

    /// <summary>Whoever was harmed did it himself ("took his own life").</summary>
    public bool BySelf { get; init; }

    /// <summary>The total of the whole happening, as a toll gives it.</summary>
    public bool IsToll { get; init; }
}
