using System.Collections.Frozen;
using System.Text.Json;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>A kind of people or thing that may have to stand in a slot, by the word for it in the tables.</summary>
public sealed record NeedKind(string Word, Func<NounPhrase, ArticleReader, bool> Holds)
{
    /// <summary>Fewer people than this do not make a movement of people.</summary>
    private const double Many = 20;

    /// <summary>Nothing must stand there, but a time.</summary>
    public bool IsNothing => Word == "nothing";

    /// <summary>Kinds that are more than a word of a table: what grammar, numbers and the cast tell counts too.</summary>
    public static FrozenDictionary<string, NeedKind> Read { get; } =
        new NeedKind[]
        {
            new("nothing", (phrase, _) => !phrase.IsTime),
            new("actor", (phrase, _) => phrase.IsActor),
            new("known", (phrase, _) => phrase.IsKnown),
            new("number", (phrase, _) => IsNumber(phrase)),
            // "seized it": what is taken there is no person.
            new("person", (phrase, _) => phrase.IsActor && !IsNeuter(phrase) || IsNumber(phrase)),
            new("counted", IsCounted),
            new("unarmed", (phrase, _) => phrase.People is { Armed: false }),
            new("force", (phrase, reader) => IsForce(phrase, reader) && !phrase.IsPronoun),
            new("its-force", (phrase, reader) => phrase.IsPronoun && ArticleReader.Bears(reader.TypeOf(phrase))),
            new("troops", IsTroops),
            new("state", (phrase, reader) => reader.TypeOf(phrase) is ActorType.StateForce or ActorType.Government),
            // "FARC dissidents" are no crowd.
            new(
                "crowd",
                (phrase, reader) =>
                    phrase.People?.Type is ActorType.Rioters or ActorType.Protesters
                    && !ArticleReader.Bears(reader.TypeOf(phrase))
            ),
            new(
                "sides",
                (phrase, _) =>
                    (phrase.IsPlural || Clause.Conjuncts(phrase.Sentence, phrase.Head).Count > 1)
                    && (phrase.IsKnown || phrase.People is { Type: not ActorType.Civilians })
            ),
            new("demonstrating", Demonstrates),
            new("fled", HadFled),
            new("many", IsMany),
            new("population", IsPopulation),
            new("explosive", (phrase, reader) => HoldsMeans(phrase, reader, "by-explosive")),
            new("chemical", (phrase, reader) => HoldsMeans(phrase, reader, "by-chemical")),
            new(
                "aircraft",
                (phrase, reader) => HoldsMeans(phrase, reader, "by-air") || HoldsMeans(phrase, reader, "by-drone")
            ),
            new("thing", (phrase, _) => phrase.Thing is not null && phrase.People is null),
            new("built", (phrase, _) => phrase.People is null && phrase.Kinds.Any(IsBuilt)),
            new("load-of-relief", HoldsRelief),
            new("place", (phrase, _) => phrase.IsPlace),
            new("kind-of-place", IsKindOfPlace),
            new("land", IsLand),
            new("region", IsRegion),
            new("unknown-name", (phrase, _) => phrase is { IsName: true, IsKnown: false }),
            new(
                "takeable",
                (phrase, reader) =>
                    phrase.IsPlace
                    || phrase.Kinds.Any(kind => IsPost(kind) || kind is "military")
                    || IsKindOfPlace(phrase, reader)
            ),
        }.ToFrozenDictionary(kind => kind.Word, StringComparer.Ordinal);

    /// <summary>Things of this class of `objects.tsv`.</summary>
    public static NeedKind OfObjects(string kind) => new(kind, (phrase, _) => phrase.Kinds.Contains(kind));

    /// <summary>A word of the phrase is in this class of `classes.tsv`.</summary>
    public static NeedKind OfClass(string ofClass) =>
        new(ofClass, (phrase, reader) => IsOfClass(phrase, reader, ofClass));

    /// <summary>A means with this tag of `means.tsv` is named there.</summary>
    public static NeedKind OfMeans(string tag) => new(tag, (phrase, reader) => NamesMeans(phrase, reader, tag));

    /// <summary>People whose noun says this type.</summary>
    public static NeedKind OfType(string word, ActorType type) => new(word, (phrase, _) => phrase.People?.Type == type);

    /// <summary>"students who were demonstrating against a plan".</summary>
    private static bool Demonstrates(NounPhrase phrase, ArticleReader reader) =>
        phrase.People is { Armed: false } && IsSaidToBe(phrase, reader, "demonstrating");

    /// <summary>"people who had fled the fighting", "those driven out in May".</summary>
    private static bool HadFled(NounPhrase phrase, ArticleReader reader) => IsSaidToBe(phrase, reader, "fleeing");

    /// <summary>A clause about the noun has a verb of the class.</summary>
    private static bool IsSaidToBe(NounPhrase phrase, ArticleReader reader, string ofClass)
    {
        foreach (var child in phrase.Sentence.ChildrenOf(phrase.Head))
            if (
                phrase.Sentence[child].Relation is Dependency.AclRelcl or Dependency.Acl
                && reader.Codebook.IsOfClass(reader.WordsOf(phrase.Sentence.Index).Lemmas[child], ofClass)
            )
                return true;
        return false;
    }

    private static bool IsNeuter(NounPhrase phrase) =>
        phrase.IsPronoun && phrase.Sentence.PlaysInAnyCase(phrase.Sentence[phrase.Head].Form, Particle.Neuter);

    private static bool IsNumber(NounPhrase phrase) => phrase.Sentence[phrase.Head].Tag == Upos.Num;

    /// <summary>"three thousand diggers": a word that no table knows, counted, and no thing.</summary>
    private static bool IsCounted(NounPhrase phrase, ArticleReader reader) =>
        phrase is { Thing: null, IsPlace: false, IsTime: false, IsPlural: true }
        && CountOf(phrase, reader) is { Shown: > 0 }
        && !IsMentioned(phrase, reader, MentionForm.Nominal, MentionType.Place);

    private static bool IsForce(NounPhrase phrase, ArticleReader reader) =>
        phrase.People is { Armed: true }
        || phrase.Kinds.Contains("military")
        || ArticleReader.Bears(reader.TypeOf(phrase));

    /// <summary>Armed people that are no nameless gunmen or criminals.</summary>
    private static bool IsTroops(NounPhrase phrase, ArticleReader reader) =>
        (
            phrase.People is { Armed: true, Type: not ActorType.Criminal }
            || phrase.Kinds.Contains("military")
            || ArticleReader.Bears(reader.TypeOf(phrase))
        ) && (phrase.IsKnown || !IsOfClass(phrase, reader, "lawless"));

    private static bool IsPost(string kind) =>
        kind is "base" or "infrastructure" or "dwelling" or "government-building";

    private static bool IsBuilt(string kind) => IsPost(kind) || kind is "military" or "vehicle";

    /// <summary>A place, a post, or a name that no gazetteer knows and that the language room takes for a place.</summary>
    private static bool IsLand(NounPhrase phrase, ArticleReader reader) =>
        phrase.IsPlace
        || phrase.Kinds.Any(IsPost)
        || reader.IsLand(phrase)
        || (
            phrase is { IsName: true, IsKnown: false, People: null }
            && IsMentioned(phrase, reader, MentionForm.Name, MentionType.Place)
        );

    /// <summary>"the region", "the area": land by its kind, or that the text has named before.</summary>
    private static bool IsRegion(NounPhrase phrase, ArticleReader reader) =>
        reader.IsLand(phrase) || IsMentioned(phrase, reader, MentionForm.Nominal, MentionType.Place);

    /// <summary>"the port of Kismayo", "the village of Talo": a kind of place with the name of one.</summary>
    private static bool IsKindOfPlace(NounPhrase phrase, ArticleReader reader)
    {
        if (!reader.Codebook.IsOfClass(reader.WordsOf(phrase.Sentence.Index).Lemmas[phrase.Head], "places"))
            return false;
        foreach (var child in phrase.Sentence.ChildrenOf(phrase.Head))
            if (
                phrase.Sentence[child] is { Relation: Dependency.Nmod, Tag: Upos.Propn }
                && phrase.Sentence.Plays(Clause.Preposition(phrase.Sentence, child), Particle.Of)
            )
                return true;
        return false;
    }

    /// <summary>"40 trucks carrying wheat flour", "a convoy of food": what is in it hangs below.</summary>
    private static bool HoldsRelief(NounPhrase phrase, ArticleReader reader)
    {
        var (first, last) = phrase.Sentence.Subtree(phrase.Head);
        var words = reader.WordsOf(phrase.Sentence.Index);
        var found = new List<PhraseMatch<string>>();
        for (var word = first; word <= Math.Min(last, first + 14); word++)
            reader.Codebook.Things.Match(words, word, found);
        return found.Exists(match => match.Value == "relief");
    }

    private static bool IsOfClass(NounPhrase phrase, ArticleReader reader, string ofClass)
    {
        var words = reader.WordsOf(phrase.Sentence.Index);
        for (var word = phrase.First; word <= phrase.Last; word++)
            if (
                reader.Codebook.IsOfClass(words.Lemmas[word], ofClass)
                || reader.Codebook.IsOfClass(words.Forms[word], ofClass)
            )
                return true;
        return false;
    }

    /// <summary>The phrase itself names such a means.</summary>
    private static bool NamesMeans(NounPhrase phrase, ArticleReader reader, string tag) =>
        HasMeans(phrase, phrase.First, phrase.Last, reader, tag);

    /// <summary>"a car packed with explosives": the means may be in what hangs below as well.</summary>
    private static bool HoldsMeans(NounPhrase phrase, ArticleReader reader, string tag)
    {
        var (first, last) = phrase.Sentence.Subtree(phrase.Head);
        return HasMeans(phrase, first, last, reader, tag);
    }

    private static bool HasMeans(NounPhrase phrase, int first, int last, ArticleReader reader, string tag)
    {
        var means = new List<PhraseMatch<MeansWord>>();
        for (var word = first; word <= last; word++)
        {
            means.Clear();
            reader.Codebook.Means.Match(reader.WordsOf(phrase.Sentence.Index), word, means);
            if (means.Exists(match => match.Value.Tags.Contains(tag)))
                return true;
        }
        return false;
    }

    private static bool IsMentioned(NounPhrase phrase, ArticleReader reader, MentionForm form, MentionType type)
    {
        foreach (var mention in reader.Context.Document.Mentions)
            if (
                mention.Form == form
                && mention.Type == type
                && mention.Sentence == phrase.Sentence.Index
                && mention.Head == phrase.Head
            )
                return true;
        return false;
    }

    /// <summary>People that can be driven out or leave: several, unarmed, and neither suspects nor captives.</summary>
    private static bool IsPopulation(NounPhrase phrase, ArticleReader reader)
    {
        if (
            phrase.People is { Armed: true }
            || ArticleReader.Bears(reader.TypeOf(phrase))
            || reader.TypeOf(phrase) is ActorType.Criminal
            || IsOfClass(phrase, reader, "lawless")
            || IsOfClass(phrase, reader, "suspects")
        )
            return false;
        // "They fled": whoever is taken up may be armed.
        if (phrase.IsPronoun && reader.Antecedent(phrase) is { IsPronoun: false } meant)
            return IsPopulation(meant, reader);
        return phrase.IsPronoun
            || IsNumber(phrase)
            || IsMany(phrase, reader)
            || phrase.People is { } people && (people.Body || phrase.IsPlural || phrase.IsName)
            || phrase.IsPlural && phrase.Thing is null
            || Clause.Conjuncts(phrase.Sentence, phrase.Head).Count > 1;
    }

    /// <summary>So many unarmed people that they move as a crowd: "more than 8,000 people", "several thousand Burundians".</summary>
    private static bool IsMany(NounPhrase phrase, ArticleReader reader) =>
        phrase.People is not { Armed: true } && CountOf(phrase, reader) is { Shown: >= Many };

    private static Count? CountOf(NounPhrase phrase, ArticleReader reader)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(phrase.Sentence.Index))
            if (
                quantity.Kind == QuantityKind.Count
                // "Thousands of Lebanese": the number is the head.
                && (quantity.Counted == phrase.Head || (quantity.First <= phrase.Head && phrase.Head <= quantity.Last))
            )
                return quantity.Count;
        return null;
    }
}

/// <summary>The words in which needs are written: kinds that are read, and what the other tables name.</summary>
public sealed class NeedWords
{
    private readonly Dictionary<string, NeedKind> kinds = new(StringComparer.Ordinal);
    private readonly HashSet<string> slots = new(StringComparer.Ordinal);

    /// <param name="slots">The names of `slots.tsv`.</param>
    /// <param name="objects">Classes of `objects.tsv`.</param>
    /// <param name="classes">Classes of `classes.tsv`.</param>
    /// <param name="tags">Tags of `means.tsv`.</param>
    public NeedWords(
        IEnumerable<string> slots,
        IEnumerable<string> objects,
        IEnumerable<string> classes,
        IEnumerable<string> tags
    )
    {
        this.slots.UnionWith(slots);
        foreach (var (word, kind) in NeedKind.Read)
            kinds[word] = kind;
        foreach (var type in Enum.GetValues<ActorType>())
            kinds.TryAdd(Kebab(type), NeedKind.OfType(Kebab(type), type));
        foreach (var word in objects.Distinct())
            kinds.TryAdd(word, NeedKind.OfObjects(word));
        foreach (var word in classes.Distinct())
            kinds.TryAdd(word, NeedKind.OfClass(word));
        foreach (var word in tags.Distinct())
            kinds.TryAdd(word, NeedKind.OfMeans(word));
    }

    public bool IsSlot(string name) => name == ActContext.AnyRole || slots.Contains(name);

    /// <exception cref="FormatException">There is no such kind.</exception>
    public NeedKind Kind(string word) =>
        kinds.TryGetValue(word, out var kind)
            ? kind
            : throw new FormatException(
                $"\"{word}\" is nothing that can stand in a slot; there are {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}, and lemmas (=bomb+mine)"
            );

    private static string Kebab(ActorType type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.ToString());
}
