using System.Collections.Frozen;
using System.Collections.Immutable;
using Annals.Coding.Happenings;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding;

/// <summary>A word or phrase that says that something of a type happened: a row of `data/coding/triggers.tsv`.</summary>
public sealed record Trigger(
    string Words,
    bool IsVerb,
    string Type,
    Frame Frame,
    double Strength,
    ImmutableArray<Need> Needs,
    ImmutableArray<string> Tags,
    int Line
);

/// <summary>Which slots of the sentence hold whom: a row of `data/coding/frames.tsv`.</summary>
public sealed record Frame(string Name, FrozenDictionary<string, string> RoleOfSlot)
{
    public string? Role(string slot) => RoleOfSlot.GetValueOrDefault(slot);
}

/// <summary>A word that says what was done to people: a row of `data/coding/harm.tsv`. No effect: the word is a trap.</summary>
public sealed record HarmWord(
    string Words,
    char Pos,
    Effect? Effect,
    bool IsCasualty,
    ImmutableArray<string> Slots,
    bool ImpliesAct,
    bool BySelf
);

/// <summary>A word that says how far an act is real: a row of `data/coding/status.tsv`.</summary>
public sealed record StatusWord(string Words, char Pos, string Status, string Scope);

/// <summary>A verb that carries an act's noun: a row of `data/coding/light.tsv`.</summary>
/// <param name="Behind">The role of whoever stands behind a preposition ("blamed on the militia"); null where it is the subject that has one.</param>
public sealed record LightVerb(string Via, string Subject, (string Preposition, string Role)? Behind);

/// <summary>A setting in which the words of violence mean something else.</summary>
public sealed record Trap(string Words, bool IsPhrase, double Weight, string Why);

public sealed record MeansWord(string Words, string Means, ImmutableArray<string> Tags);

/// <summary>Types that say little become a finer one by the means: a row of `data/coding/finer.tsv`.</summary>
/// <param name="Alone">Only where the words name no other means.</param>
public sealed record FinerType(
    ImmutableArray<string> Types,
    ImmutableArray<string> Means,
    double Strongest,
    string Becomes,
    bool Alone
);

/// <summary>What kind of people a noun names, whether they bear arms, and whether one such word may mean many.</summary>
public sealed record PeopleNoun(ActorType Type, bool Armed, bool Body);

/// <summary>What the coder knows: the types of happening, and the words that say them. All of it is data.</summary>
public sealed class Codebook
{
    private Codebook() { }

    /// <summary>The words that the readers look for by what they tell.</summary>
    public required Cues Cues { get; init; }

    public required HappeningTypes Types { get; init; }

    public PhraseIndex<Trigger> Triggers { get; } = new();

    public PhraseIndex<HarmWord> Harm { get; } = new();

    public PhraseIndex<StatusWord> Status { get; } = new();

    /// <summary>Words that tie somebody to a deed: `data/coding/blame.tsv`.</summary>
    public PhraseIndex<BlameWord> Blame { get; } = new();

    public PhraseIndex<Trap> Traps { get; } = new();

    public PhraseIndex<MeansWord> Means { get; } = new();

    public PhraseIndex<string> Things { get; } = new();

    public PhraseIndex<PeopleNoun> People { get; } = new();

    /// <summary>Nouns that only measure or bundle what follows "of" ("dozens of", "a group of").</summary>
    private FrozenSet<string> measures = [];

    private FrozenSet<string> saying = [];

    private FrozenSet<string> offices = [];

    private FrozenSet<string> belonging = [];
    private FrozenSet<string> doubts = [];
    private FrozenSet<string> deeds = [];

    private readonly HashSet<(string, string)> pairs = [];

    /// <summary>The two words, one after the other, say an act: "set off".</summary>
    public bool IsTriggerOf(string verb, string particle) => pairs.Contains((verb, particle));

    private readonly HashSet<string> needsObject = new(StringComparer.Ordinal);

    public bool IsMeasure(string lemma) => measures.Contains(lemma);

    /// <summary>A verb that nobody does without doing it to somebody ("wound", "abduct"), by lemma.</summary>
    public bool NeedsObject(string lemma) => needsObject.Contains(lemma);

    /// <summary>The word ties nameless armed people to a group that is named beside them, by lemma.</summary>
    public bool TellsBelonging(string lemma) => belonging.Contains(lemma);

    /// <summary>"action", "crime": a noun that takes up a deed of whatever kind (`data/coding/deeds.tsv`).</summary>
    public bool IsDeed(string noun) => deeds.Contains(noun);

    /// <summary>"suspected", "presumably": it is left open whether they were the ones (`data/coding/doubts.tsv`).</summary>
    public bool Doubts(string word) => doubts.Contains(word);

    /// <summary>Kinds of place, by the word for one.</summary>
    public FrozenDictionary<string, Locality> Localities { get; private set; } =
        FrozenDictionary<string, Locality>.Empty;

    /// <summary>How a toll is said to have changed.</summary>
    public required TollWords Tolls { get; init; }

    /// <summary>What makes a field sure.</summary>
    public required Sureness Sureness { get; init; }

    private readonly HashSet<(string Noun, string Class)> classes = [];

    /// <summary>The noun is in a class of `data/coding/classes.tsv`, by lemma.</summary>
    public bool IsOfClass(string lemma, string ofClass) => classes.Contains((lemma, ofClass));

    private readonly Dictionary<(string Word, string Form), string> states = [];

    /// <summary>In what state a verb leaves the thing that it is done to, by lemma; null where it says nothing.</summary>
    public string? StateByVerb(string lemma) => states.GetValueOrDefault((lemma, "verb"));

    /// <summary>In what state a thing is of which a noun tells: "damage to the bridge".</summary>
    public string? StateByNoun(string lemma) => states.GetValueOrDefault((lemma, "noun"));

    private readonly List<FinerType> finer = [];

    /// <summary>"A bomb damaged a shop": the type that the means say, where the words of the act say less.</summary>
    public string FinerBy(string type, IReadOnlyCollection<string> means, double strength)
    {
        foreach (var row in finer)
            if (
                row.Types.Contains(type)
                && strength <= row.Strongest
                && row.Means.Any(means.Contains)
                && (!row.Alone || means.All(one => row.Means.Contains(one)))
            )
                return row.Becomes;
        return type;
    }

    private readonly List<string> personEndings = [];

    private readonly HashSet<string> noPersons = new(StringComparer.Ordinal);

    /// <summary>A noun that no table knows is one for people by its ending ("digger", "lobbyist").</summary>
    public bool EndsLikePerson(string lemma) =>
        lemma.Length > 4
        && !noPersons.Contains(lemma)
        && personEndings.Exists(ending => lemma.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>A verb of saying, by lemma.</summary>
    public bool IsSaying(string lemma) => saying.Contains(lemma);

    /// <summary>A post that someone comes to hold or ceases to, by lemma.</summary>
    public bool IsOffice(string lemma) => offices.Contains(lemma);

    public Inflections Inflections { get; } = new();

    /// <summary>By verb, each with the ways in which it carries a noun.</summary>
    public Dictionary<string, List<LightVerb>> LightVerbs { get; } = new(StringComparer.Ordinal);

    /// <exception cref="KnowledgeException">A table is missing, or a line of one is not understood.</exception>
    public static Codebook Load(KnowledgeFolder knowledge, Cues? cues = null)
    {
        var book = new Codebook
        {
            Cues = cues ?? Cues.Load(knowledge),
            Types = HappeningTypes.Load(knowledge),
            Sureness = Sureness.Load(knowledge),
            Tolls = TollWords.Load(knowledge),
        };
        foreach (var row in knowledge.Table("coding", "irregular.tsv").Rows)
            book.Inflections.AddIrregular(row);
        book.AddTriggers(knowledge);
        foreach (var row in knowledge.Table("coding", "harm.tsv").Rows)
        {
            book.Harm.Add(row.Required("words"), HarmOf(row));
            book.Inflect(row["words"], row["pos"] == "v");
            if (row["pos"] == "v" && row["slot"] == "obj|pass" && !row["words"].Contains(' ', StringComparison.Ordinal))
                book.needsObject.Add(row["words"]);
        }
        foreach (var row in knowledge.Table("coding", "status.tsv").Rows)
            book.Status.Add(
                row.Required("words"),
                new(row["words"], row.Required("pos")[0], row.Required("status"), row.Required("scope"))
            );
        foreach (var row in knowledge.Table("coding", "blame.tsv").Rows)
            book.Blame.Add(
                row.Required("words"),
                new(
                    row["words"],
                    row.Required("accused"),
                    row.Required("deed"),
                    row.Choice<Status>("status"),
                    row.Optional("general") is not null
                )
            );
        foreach (var row in knowledge.Table("coding", "traps.tsv").Rows)
            book.Traps.Add(
                row.Required("words"),
                new(row["words"], row.Required("kind") == "phrase", row.Number("weight"), row["why"])
            );
        foreach (var row in knowledge.Table("coding", "people.tsv").Rows)
        {
            book.Inflect(row.Required("noun"), verb: false);
            book.People.Add(
                row["noun"],
                new(row.Choice<ActorType>("type"), row["armed"] == "armed", row["body"] == "body")
            );
        }
        foreach (var row in knowledge.Table("coding", "light.tsv").Rows)
        {
            if (!book.LightVerbs.TryGetValue(row.Required("verb"), out var ways))
                book.LightVerbs[row["verb"]] = ways = [];
            var subject = row.Required("subject").Split(':');
            ways.Add(new(row.Required("via"), subject[^1], subject.Length == 2 ? (subject[0], subject[1]) : null));
        }
        book.saying = knowledge.Table("coding", "saying.tsv").Rows.Select(row => row.Required("verb")).ToFrozenSet();
        book.offices = knowledge.Table("coding", "offices.tsv").Rows.Select(row => row.Required("noun")).ToFrozenSet();
        foreach (var row in knowledge.Table("coding", "person-endings.tsv").Rows)
            if (row.Required("what") == "ending")
                book.personEndings.Add(row.Required("word"));
            else
                book.noPersons.Add(row.Required("word"));
        foreach (var row in knowledge.Table("coding", "finer.tsv").Rows)
            book.finer.Add(
                new(
                    [.. row.List("types")],
                    [.. row.List("means")],
                    row.Number("strongest"),
                    row.Required("becomes"),
                    row.Optional("alone") is not null
                )
            );
        foreach (var row in knowledge.Table("coding", "states.tsv").Rows)
            book.states[(row.Required("word"), row.Required("form"))] = row["form"] is "verb" or "noun"
                ? row.Required("state")
                : throw row.Wrong($"\"{row["form"]}\" in \"form\" is neither verb nor noun");
        book.Localities = UnknownPlaces.Load(knowledge);
        book.belonging = knowledge
            .Table("coding", "belonging.tsv")
            .Rows.Select(row => row.Required("word"))
            .ToFrozenSet();
        book.deeds = knowledge.Table("coding", "deeds.tsv").Rows.Select(row => row.Required("word")).ToFrozenSet();
        book.doubts = knowledge.Table("coding", "doubts.tsv").Rows.Select(row => row.Required("word")).ToFrozenSet();
        book.measures = knowledge
            .Table("coding", "measures.tsv")
            .Rows.Select(row => row.Required("noun"))
            .ToFrozenSet();
        return book;
    }

    /// <summary>The triggers after the tables whose words their frames and needs name.</summary>
    private void AddTriggers(KnowledgeFolder knowledge)
    {
        var means = knowledge.Table("coding", "means.tsv").Rows;
        foreach (var row in means)
            Means.Add(row.Required("words"), new(row["words"], row.Required("means"), [.. row.List("tags")]));
        var objects = knowledge.Table("coding", "objects.tsv").Rows;
        foreach (var row in objects)
        {
            Things.Add(row.Required("noun"), row.Required("kind"));
            Inflect(row["noun"], verb: false);
        }
        foreach (var row in knowledge.Table("coding", "classes.tsv").Rows)
            classes.Add((row.Required("noun"), row.Required("class")));
        var needWords = new NeedWords(
            knowledge.Table("coding", "slots.tsv").Rows.Select(row => row.Required("slot")),
            objects.Select(row => row["kind"]),
            classes.Select(one => one.Class),
            means.SelectMany(row => row.List("tags"))
        );
        var frames = Frames(knowledge.Table("coding", "frames.tsv"), needWords);
        foreach (var row in knowledge.Table("coding", "triggers.tsv").Rows)
            AddTrigger(row, frames, needWords);
    }

    private void AddTrigger(Table.Row row, Dictionary<string, Frame> frames, NeedWords needWords)
    {
        var type = row.Required("type");
        if (!Types.Knows(type))
            throw row.Wrong($"no such type: \"{type}\"");
        if (!frames.TryGetValue(row.Required("frame"), out var frame))
            throw row.Wrong($"no such frame: \"{row["frame"]}\"");
        var trigger = new Trigger(
            row.Required("words"),
            row.Required("pos") == "v",
            type,
            frame,
            row.Number("strength"),
            Needs(row, needWords),
            [.. row.List("tags")],
            row.Line
        );
        Triggers.Add(trigger.Words, trigger);
        if (trigger.IsVerb && trigger.Words.Split(' ') is [var verb, var particle])
            pairs.Add((verb, particle));
        Inflect(trigger.Words, trigger.IsVerb);
    }

    private static ImmutableArray<Need> Needs(Table.Row row, NeedWords words)
    {
        try
        {
            return [.. row.List("needs").Select(need => Need.Parse(need, words))];
        }
        catch (FormatException exception)
        {
            throw row.Wrong(exception.Message);
        }
    }

    /// <summary>A verb is inflected at its first word, a noun at its last.</summary>
    private void Inflect(string words, bool verb)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (verb)
            Inflections.AddVerb(parts[0]);
        else
            Inflections.AddNoun(parts[^1]);
    }

    private static HarmWord HarmOf(Table.Row row)
    {
        Effect? effect = row.Required("effect") is "-" or "casualties" ? null : row.Choice<Effect>("effect");
        return new(
            row["words"],
            row.Required("pos")[0],
            effect,
            row["effect"] == "casualties",
            [.. row.List("slot")],
            row["implies"] == "act",
            row["implies"] == "self"
        );
    }

    private static Dictionary<string, Frame> Frames(Table table, NeedWords words)
    {
        string[] roles = ["perpetrator", "target", "participant", "object", "victim"];
        var frames = new Dictionary<string, Frame>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var slots = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var role in roles)
            foreach (var slot in row.List(role))
                if (!words.IsSlot(slot))
                    throw row.Wrong($"\"{slot}\" is no slot of coding/slots.tsv");
                else if (!slots.TryAdd(slot, role))
                    throw row.Wrong($"slot \"{slot}\" stands twice");
            frames[row.Required("frame")] = new(row["frame"], slots.ToFrozenDictionary());
        }
        return frames;
    }
}
