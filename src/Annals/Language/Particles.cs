using System.Collections.Frozen;
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

    /// <summary>Says what comes before it is later.</summary>
    After,

    /// <summary>The auxiliary of what had been before.</summary>
    Had,

    /// <summary>Before terms that are known: others act against them.</summary>
    Amid,

    /// <summary>Before what did not happen.</summary>
    Without,

    /// <summary>Before an act that nobody has told of.</summary>
    AnyOne,

    /// <summary>Opens a clause whose subject stands right behind it.</summary>
    SubjectMark,

    /// <summary>Before whom or what something was fired, thrown or dropped at.</summary>
    ShotAt,

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

    /// <summary>Denies the clause that it stands in.</summary>
    Negation,

    /// <summary>Denies the noun that it stands before; "no longer".</summary>
    No,

    /// <summary>With "no" before it: "no longer".</summary>
    Long,

    /// <summary>Auxiliaries of what is no state of affairs yet.</summary>
    Unreal,

    /// <summary>Open a clause of what is no state of affairs yet.</summary>
    UnrealMark,

    /// <summary>Auxiliaries of what somebody wants or foresees.</summary>
    Wished,

    /// <summary>Open a clause of what may be.</summary>
    Condition,

    /// <summary>Auxiliaries of what is to come.</summary>
    ToCome,

    /// <summary>The auxiliary of what will be.</summary>
    Will,

    /// <summary>Auxiliaries of what somebody is able to do.</summary>
    Able,

    Be,

    /// <summary>The auxiliary of what has come to pass.</summary>
    Have,

    /// <summary>Opens a clause that describes the noun before it.</summary>
    Relative,

    /// <summary>Opens a clause that describes a person.</summary>
    Who,

    /// <summary>Opens what is said.</summary>
    That,

    /// <summary>In the place of a noun, names nobody.</summary>
    Nobody,

    /// <summary>In the place of a subject, speaks nothing.</summary>
    NoSpeaker,

    /// <summary>Pronouns of one person who speaks.</summary>
    OnePerson,

    /// <summary>Pronouns of several who speak.</summary>
    SeveralPeople,

    /// <summary>Pronouns that take up a body or a people.</summary>
    BodyPronoun,

    /// <summary>Pronouns that take up a person.</summary>
    PersonPronoun,

    /// <summary>Pronouns that say whose leader or post it is.</summary>
    BodyOwner,

    /// <summary>Pronouns of what a clause before has spoken of.</summary>
    SpokenOf,

    /// <summary>Pronouns of speakers who tell of themselves.</summary>
    Own,

    /// <summary>Pronouns of whoever writes or speaks.</summary>
    Writer,

    We,

    /// <summary>Makes the noun behind it one that is known.</summary>
    DefiniteWord,

    /// <summary>Before a unit of time: a rate.</summary>
    Each,

    /// <summary>Takes up two that were told before.</summary>
    Both,

    By,
    As,
    For,

    From,

    /// <summary>Opens a stretch of time that goes on.</summary>
    Since,

    /// <summary>Ends a stretch of time.</summary>
    Until,

    Between,

    /// <summary>Small words within a name of a person.</summary>
    NameLink,

    /// <summary>The same where everything is in capitals.</summary>
    CapitalNameLink,

    /// <summary>Joins two family names or the parts of a body's name.</summary>
    SpanishAnd,

    /// <summary>Goes on with the name of a body.</summary>
    NameInside,

    /// <summary>Stands before the last part of such a name.</summary>
    NameOpening,

    /// <summary>Forms of address, ranks and offices that stand before a name and are no part of it.</summary>
    Title,

    /// <summary>Forms of address alone.</summary>
    Address,

    /// <summary>What stands behind them is a place.</summary>
    ThereBefore,

    /// <summary>Auxiliaries of the passive.</summary>
    PassiveAux,

    /// <summary>One more.</summary>
    Another,

    /// <summary>Stand before a number and leave it as it is.</summary>
    Rest,

    Them,

    /// <summary>Pronouns of a thing, a place or a body, and of no person.</summary>
    Neuter,

    /// <summary>What is done to them they did themselves.</summary>
    Itself,

    /// <summary>Pronouns of one person.</summary>
    OneOfPeople,

    /// <summary>Nothing and nobody: it did not happen.</summary>
    Nothing,

    /// <summary>Nobody: a count of none.</summary>
    NoPeople,

    /// <summary>Nobody of those before.</summary>
    Neither,

    /// <summary>Opens a phrase for nobody.</summary>
    OpensNone,

    /// <summary>Right before a phrase says that it is nobody.</summary>
    BeforeNone,

    /// <summary>A phrase for nobody by its last word: "no one".</summary>
    NoneByForm,

    Not,
    But,

    /// <summary>Taken for a preposition, opens what was told beside.</summary>
    BesideOpening,

    /// <summary>Opens what was told beside.</summary>
    BesideMark,

    /// <summary>Opens what others did before or after.</summary>
    AnswerMark,

    /// <summary>Before its subject, at the head of a sentence, puts a case.</summary>
    Inverted,

    /// <summary>Makes a verb behind it part of what the verb over it says.</summary>
    ArgumentMark,

    /// <summary>Leaves the verb behind it with the object of the verb over it.</summary>
    SharedMark,

    /// <summary>Makes an act one that was told before.</summary>
    Known,

    /// <summary>Closes a stretch of time that "from" opens.</summary>
    PeriodEnd,

    /// <summary>What stands behind it is where something was.</summary>
    Scene,

    /// <summary>The same, and the sides of a place.</summary>
    SceneOrSide,

    /// <summary>Stands before the towns that an "and" joins.</summary>
    TownBefore,

    /// <summary>What stands behind it is where something goes, or who has to do with it.</summary>
    Away,

    /// <summary>Stands between a place and the one that it lies in.</summary>
    HeldBy,

    /// <summary>Names a part of those before.</summary>
    Including,

    /// <summary>With a preposition on either side is one itself: "in front of".</summary>
    FrontNoun,

    /// <summary>With a name behind it says where or when.</summary>
    WhereOrWhen,

    /// <summary>At the head of a sentence, opens what a law says.</summary>
    Under,

    /// <summary>Stands before whom a noun belongs to or comes from.</summary>
    Whose,

    /// <summary>Stands before the sides of a delegation, a talk, a fight.</summary>
    SidesOf,

    /// <summary>A state behind it is only a place.</summary>
    PlaceOnly,

    /// <summary>Stands before whom words are aimed at.</summary>
    AimedAt,

    /// <summary>Stands before the site that people are in.</summary>
    Within,

    /// <summary>Stands before the site where people are held or shelter.</summary>
    Inside,

    /// <summary>Stands before what was hit together with people.</summary>
    At,

    /// <summary>Stands before what was damaged.</summary>
    DamageTo,

    /// <summary>Stands behind "in front", "at the door".</summary>
    FrontLink,

    /// <summary>The places behind it are not where it happened.</summary>
    Elsewhere,

    /// <summary>Two places behind it are its ends.</summary>
    Apart,

    /// <summary>Stands before the weapon that did it.</summary>
    DoneWith,

    /// <summary>Stands before "the view of".</summary>
    ViewBefore,

    /// <summary>Marks whose the next noun is.</summary>
    Possessive,

    /// <summary>Ends a participle of the present.</summary>
    GerundEnding,

    /// <summary>Ends a participle of the past.</summary>
    PastEnding,
}

/// <summary>`particles.tsv`: the words that play each part. They are few, and compared one by one without regard to case.</summary>
internal sealed class Particles
{
    public static readonly Particles None = new([
        .. Enumerable.Repeat(Array.Empty<string>(), Enum.GetValues<Particle>().Length),
    ]);

    private readonly ImmutableArray<string[]> words;
    private readonly ImmutableArray<FrozenSet<string>> lemmas;

    private Particles(ImmutableArray<string[]> words) =>
        (this.words, lemmas) = (words, [.. words.Select(own => own.ToFrozenSet(StringComparer.Ordinal))]);

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

    /// <summary>The same by lemma, where case counts.</summary>
    public bool HoldsLemma(Particle part, string lemma) => lemmas[(int)part].Contains(lemma);

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
