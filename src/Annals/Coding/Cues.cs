using System.Collections.Frozen;
using Annals.Knowledge;

namespace Annals.Coding;

/// <summary>What words of content tell the readers of the coding room; which words they are is data (`cues.tsv`).</summary>
internal enum Cue
{
    /// <summary>Between a noun and the name of whom it is: "a group calling itself the ...".</summary>
    NamesKind,

    /// <summary>Beside a noun for a force, leaves it the country's own: "security forces".</summary>
    LeavesForce,

    /// <summary>Means the country's own only with an article.</summary>
    NeedsArticle,

    /// <summary>Takes up a body of whatever kind.</summary>
    AnyBody,

    /// <summary>Stands before the name by which somebody goes.</summary>
    Called,

    /// <summary>The verb of those who say that they did it.</summary>
    Claim,

    /// <summary>What is claimed without a word being said: "claimed responsibility", "claimed the life".</summary>
    Claimed,

    /// <summary>With a verb behind it tells a deed and no words: "continued to shell".</summary>
    GoesOn,

    /// <summary>Stands before what is spoken of.</summary>
    About,

    /// <summary>Verbs of saying whose words stand behind a preposition.</summary>
    Appeal,

    /// <summary>Verbs of saying that say of whom what.</summary>
    Accuse,

    /// <summary>Opens the words of whoever is quoted, by form.</summary>
    Quoting,

    /// <summary>What stands right behind a participle of saying.</summary>
    SaidBehind,

    /// <summary>With "to" behind it names a source.</summary>
    Document,
    According,

    /// <summary>Whose it is, judges: "in the judgement of the minister".</summary>
    View,

    /// <summary>Behind "call", opens what is called for.</summary>
    CallFor,

    /// <summary>The verb of saying that asks where "for" or "on" is behind it, and names where it is not.</summary>
    Call,

    /// <summary>Whoever is succeeded held the post.</summary>
    Succeed,

    /// <summary>Behind a name, opens the post.</summary>
    ToPost,

    /// <summary>Is a post, by form.</summary>
    Post,

    /// <summary>With "over" behind it: holds the post from now on.</summary>
    TakeOver,

    /// <summary>Gives somebody a post.</summary>
    Choose,

    /// <summary>What somebody is chosen to do.</summary>
    FillPost,

    /// <summary>Holds the post.</summary>
    Lead,

    /// <summary>With "as" behind it leads up to a name.</summary>
    KnownAs,

    /// <summary>Whoever does it, with one name, is a person.</summary>
    SpeaksAsPerson,

    /// <summary>Is done to towns as well as to people.</summary>
    AlsoOfPlaces,

    /// <summary>Tells that somebody is gone, without a verb.</summary>
    Missing,

    /// <summary>Carries a noun of holding: "keep control of".</summary>
    Holding,

    /// <summary>Takes up the place that was named last.</summary>
    KindOfPlace,

    /// <summary>With "of" behind it only measures: "the size of Britain".</summary>
    Size,

    /// <summary>Before or beside a post: its holder leads no longer.</summary>
    Former,

    /// <summary>Whoever it is of leads no longer.</summary>
    EndOfLeader,

    /// <summary>Whoever it is done to leads no longer.</summary>
    EndsLeader,

    /// <summary>Whoever does it leads no longer.</summary>
    LeaderEnds,

    /// <summary>Of a stretch of time: its beginning.</summary>
    First,

    /// <summary>Of a stretch of time: its beginning or its end.</summary>
    Edge,

    /// <summary>The unit of "the first six months".</summary>
    Month,

    /// <summary>With a period, says that harm is of many acts.</summary>
    OverPeriod,

    /// <summary>With "far" behind it sums up.</summary>
    So,

    /// <summary>See "so".</summary>
    Far,

    /// <summary>In the singular: the harm is one act's.</summary>
    OneAct,

    /// <summary>A happening from which a stretch of time is counted.</summary>
    Ending,

    /// <summary>The noun of "93 times".</summary>
    Time,

    /// <summary>Says how many its subject were.</summary>
    Amounts,

    /// <summary>With a verb that takes it, a death: "claimed 30 lives".</summary>
    Life,

    /// <summary>Takes a life.</summary>
    TakesLife,

    /// <summary>Done by those who take people, says that they took them.</summary>
    TakesPeople,

    /// <summary>People and no things.</summary>
    Person,

    /// <summary>People whom a figure counts.</summary>
    Counted,

    /// <summary>People by what has befallen them, by form.</summary>
    Befallen,

    /// <summary>Measures as a noun: "home to 83,000 refugees".</summary>
    Home,

    /// <summary>Verbs over the people that say no measure themselves.</summary>
    Bears,

    /// <summary>What a site does with those who are in it.</summary>
    Shelters,

    /// <summary>Stands before what a distance is measured from.</summary>
    DistanceFrom,

    /// <summary>Gives the measure of something.</summary>
    Measures,

    /// <summary>The same by form, where a tagger has taken the verb for a noun.</summary>
    MeasuresForm,

    /// <summary>Behind a number says that it is a length.</summary>
    Length,

    /// <summary>Done to an area of ground.</summary>
    GroundVerb,

    /// <summary>How many a site is for.</summary>
    Capacity,

    /// <summary>With "for" behind it says how many a site is for.</summary>
    BuiltFor,

    /// <summary>What is counted where somebody is active.</summary>
    Country,

    /// <summary>Says that somebody is there.</summary>
    Active,

    /// <summary>Its subject is a part of a whole.</summary>
    MakesUp,

    /// <summary>A stance only with "that" behind it; else a deed.</summary>
    Agree,

    /// <summary>A stance only where the speaker's kind is known.</summary>
    Dismisses,

    /// <summary>Counts rather than judges where a number follows.</summary>
    Estimate,

    /// <summary>Judges only where its words weigh something.</summary>
    Explain,

    /// <summary>Foresees.</summary>
    Expect,

    /// <summary>Verbs of judging by which a medium relays.</summary>
    Relates,

    /// <summary>A stance whoever says it.</summary>
    Warn,

    /// <summary>With "of" behind it counts happenings: "dozens of killings".</summary>
    Bundle,

    /// <summary>Two people in a word.</summary>
    Pair,

    /// <summary>Has the harmed as its object and the harm behind them: "left five dead".</summary>
    LeavesHarmed,

    /// <summary>Its subject is who gives the toll.</summary>
    PutsToll,

    /// <summary>As those harmed: all of them.</summary>
    Everyone,

    /// <summary>In the present, says what somebody is able to do.</summary>
    Enables,

    /// <summary>Over an infinitive, leaves it a purpose.</summary>
    Undertakes,

    /// <summary>Harm without a place of its own: people die in hospitals.</summary>
    Die,

    /// <summary>Over a place: where somebody is from, or a line, and no scene.</summary>
    NoScene,

    /// <summary>Ends the name of one who did it.</summary>
    Attacker,
}

/// <summary>`data/coding/cues.tsv`: the words that the readers look for, by what they tell.</summary>
public sealed class Cues
{
    private readonly FrozenSet<string>[] words;

    private Cues(FrozenSet<string>[] words) => this.words = words;

    /// <exception cref="KnowledgeException">The file is missing, a cue has no row or two, or a row is none.</exception>
    public static Cues Load(KnowledgeFolder knowledge)
    {
        var table = knowledge.Table("coding", "cues.tsv");
        var words = new FrozenSet<string>[Enum.GetValues<Cue>().Length];
        foreach (var row in table.Rows)
        {
            ref var own = ref words[(int)row.Choice<Cue>("cue")];
            own = own is null
                ? row.List("words").ToFrozenSet(StringComparer.Ordinal)
                : throw row.Wrong($"\"{row["cue"]}\" stands twice");
        }
        foreach (var cue in Enum.GetValues<Cue>())
            if (words[(int)cue] is null)
                throw new KnowledgeException(table.File, 0, $"no row for the cue {cue}");
        return new Cues(words);
    }

    internal bool Has(string word, Cue cue) => words[(int)cue].Contains(word);

    /// <summary>What is written ends in one of the words: "suicide bomber".</summary>
    internal bool EndIn(string written, Cue cue)
    {
        foreach (var word in words[(int)cue])
            if (written.EndsWith(word, StringComparison.Ordinal))
                return true;
        return false;
    }
}
