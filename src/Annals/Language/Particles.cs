using System.Collections.Immutable;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>Parts that small words play for the readers of times and numbers; which words play them is data.</summary>
internal enum Particle
{
    /// <summary>The definite article: opens times, years and decades.</summary>
    Definite,

    /// <summary>One, before a number word or a unit.</summary>
    Indefinite,
    Of,
    And,
    Or,
    In,
    On,
    To,
    Old,
    Later,
    Earlier,
    OfClock,
    Clock,
    Hours,
    People,
    Percent,

    /// <summary>Ends a plural, and a decade in digits.</summary>
    PluralEnding,

    /// <summary>Ends an ordinal in digits.</summary>
    OrdinalEnding,
    Half,
    Every,
    Per,
    Even,
    Out,
    Odd,
    Plus,
    Maximum,
    NumberNoun,

    /// <summary>Short for number or volume.</summary>
    NumberShort,
    NumberNo,

    /// <summary>Glued to an amount of money.</summary>
    Million,

    /// <summary>Stands before a clock time.</summary>
    ClockLead,
    Over,
    About,

    /// <summary>Stands before a year that describes.</summary>
    YearLead,

    /// <summary>What a length of time is counted with.</summary>
    Reckoning,

    /// <summary>Verbs whose particle "over" bounds no number.</summary>
    OverVerb,

    /// <summary>Stands between a number and what it counts.</summary>
    CountLink,

    /// <summary>Opens a phrase that takes something up.</summary>
    Opener,

    /// <summary>Pronouns of a woman.</summary>
    Female,

    /// <summary>How many people end ("policemen"), where the lemmatiser leaves a rare plural as it is.</summary>
    PeopleEnding,

    /// <summary>How one of them ends.</summary>
    PersonEnding,

    /// <summary>Glued to a clock time.</summary>
    HalfDay,
}

/// <summary>`particles.tsv`: the words that play each part. They are few, and compared one by one without regard to case.</summary>
internal sealed class Particles
{
    public static readonly Particles None = new([
        .. Enumerable.Repeat(Array.Empty<string>(), Enum.GetValues<Particle>().Length),
    ]);

    private readonly ImmutableArray<string[]> words;

    private Particles(ImmutableArray<string[]> words) => this.words = words;

    /// <exception cref="KnowledgeException">The file is missing, or a part has no row.</exception>
    public static Particles Load(KnowledgeFolder knowledge)
    {
        var table = knowledge.LanguageTable("particles.tsv");
        var words = new string[Enum.GetValues<Particle>().Length][];
        foreach (var row in table.Rows)
            words[(int)row.Choice<Particle>("part")] = row.List("words");
        foreach (var part in Enum.GetValues<Particle>())
            if (words[(int)part] is null)
                throw new KnowledgeException(table.File, 0, $"no row for the part {part}");
        return new Particles([.. words]);
    }

    public bool Holds(Particle part, ReadOnlySpan<char> text)
    {
        foreach (var word in words[(int)part])
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>The one word of a part.</summary>
    public string Only(Particle part) => words[(int)part] is [var only, ..] ? only : "";

    public bool HoldsEnding(Particle part, ReadOnlySpan<char> text)
    {
        foreach (var ending in words[(int)part])
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
