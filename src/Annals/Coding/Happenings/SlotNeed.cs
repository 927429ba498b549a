using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// A need of `data/coding/triggers.tsv` that says what must stand where: "weapon@obj/pass" (a thing of that class of
/// objects.tsv), "unarmed@subj" (people), "=hacker+intruder@subj/by" (one of these lemmas). An analyst writes new ones
/// without code.
/// </summary>
public sealed record SlotNeed(string What, ImmutableArray<string> Lemmas, ImmutableArray<string> Slots)
{
    private static readonly ImmutableHashSet<string> People =
    [
        "person",
        "unarmed",
        "force",
        "state",
        "crowd",
        "rioters",
        "captive",
        "displaced",
        "many",
        "population",
        "troops",
        "sides",
        "actor",
    ];

    private static readonly ImmutableHashSet<string> Things =
    [
        "thing",
        "built",
        "weapon",
        "military",
        "base",
        "goods",
        "relief",
        "vehicle",
        "infrastructure",
        "place",
        "land",
        "chemical",
        "explosive",
        "aircraft",
        "nothing",
    ];

    /// <summary>Null where the need is one of the named ones.</summary>
    /// <exception cref="FormatException">It has the form of such a need, and says nothing that is known.</exception>
    public static SlotNeed? Parse(string need)
    {
        var at = need.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0)
            return null;
        var (what, slots) = (need[..at], need[(at + 1)..].Split('/').ToImmutableArray());
        if (what[0] == '=')
            return new("lemma", [.. what[1..].Split('+')], slots);
        return People.Contains(what) || Things.Contains(what)
            ? new(what, [], slots)
            : throw new FormatException(
                $"\"{what}\" is nothing that can be needed; there are {string.Join(", ", People.Union(Things).Order(StringComparer.Ordinal))}"
            );
    }

    /// <summary>Fewer people than this do not make a movement of people.</summary>
    private const double Many = 20;

    public bool Holds(NounPhrase phrase, ArticleReader reader) =>
        What switch
        {
            "lemma" => Enumerable
                .Range(phrase.First, phrase.Last - phrase.First + 1)
                .Any(word => Lemmas.Contains(reader.WordsOf(phrase.Sentence.Index).Lemmas[word])),
            "thing" => phrase.Thing is not null && phrase.People is null,
            "built" => phrase.People is null
                && phrase.Kinds.Any(kind =>
                    kind is "infrastructure" or "base" or "dwelling" or "government-building" or "military" or "vehicle"
                ),
            "place" => phrase.IsPlace,
            "land" => phrase.IsPlace
                || phrase.Kinds.Any(kind => kind is "base" or "infrastructure" or "dwelling" or "government-building")
                || reader.IsLand(phrase)
                || IsNamedPlace(phrase, reader),
            "chemical" => Has(phrase, reader, "by-chemical"),
            "explosive" => Has(phrase, reader, "by-explosive"),
            "aircraft" => Has(phrase, reader, "by-air") || Has(phrase, reader, "by-drone"),
            "person" => phrase.IsActor || phrase.Sentence[phrase.Head].Tag == Upos.Num,
            "actor" => phrase.IsActor,
            "unarmed" => phrase.People is { Armed: false },
            "force" => phrase.People is { Armed: true }
                || phrase.Kinds.Contains("military")
                || ArticleReader.Bears(reader.TypeOf(phrase)),
            "state" => reader.TypeOf(phrase) is ActorType.StateForce or ActorType.Government,
            "crowd" => phrase.People?.Type is ActorType.Rioters or ActorType.Protesters,
            "rioters" => phrase.People?.Type is ActorType.Rioters,
            "sides" => (phrase.IsPlural || Clause.Conjuncts(phrase.Sentence, phrase.Head).Count > 1)
                && (phrase.IsKnown || phrase.People is { Type: not ActorType.Civilians }),
            "captive" => IsOfClass(phrase, reader, "captives"),
            "displaced" => IsOfClass(phrase, reader, "displaced"),
            "many" => phrase.People is not { Armed: true } && IsMany(phrase, reader),
            "population" => IsPopulation(phrase, reader),
            "troops" => (
                phrase.People is { Armed: true, Type: not ActorType.Criminal }
                || phrase.Kinds.Contains("military")
                || ArticleReader.Bears(reader.TypeOf(phrase))
            ) && (phrase.IsKnown || !IsOfClass(phrase, reader, "lawless")),
            var kind => phrase.Kinds.Contains(kind),
        };

    /// <summary>A need of nothing holds where no such slot is filled.</summary>
    public bool IsOfNothing => What == "nothing";

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

    private static bool Has(NounPhrase phrase, ArticleReader reader, string tag)
    {
        var means = new List<PhraseMatch<MeansWord>>();
        var (first, last) = phrase.Sentence.Subtree(phrase.Head);
        for (var word = first; word <= last; word++)
        {
            means.Clear();
            reader.Codebook.Means.Match(reader.WordsOf(phrase.Sentence.Index), word, means);
            if (means.Exists(match => match.Value.Tags.Contains(tag)))
                return true;
        }
        return false;
    }

    /// <summary>A name that no gazetteer knows, and that the language room takes for a place.</summary>
    private static bool IsNamedPlace(NounPhrase phrase, ArticleReader reader) =>
        phrase is { IsName: true, IsKnown: false, People: null }
        && reader.Context.Document.Mentions.Any(mention =>
            mention is { Form: MentionForm.Name, Type: MentionType.Place }
            && mention.Sentence == phrase.Sentence.Index
            && mention.Head == phrase.Head
        );

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
        return phrase.IsPronoun
            || phrase.Sentence[phrase.Head].Tag == Upos.Num
            || IsMany(phrase, reader)
            || phrase.People is { } people && (people.Body || phrase.IsPlural || phrase.IsName)
            || phrase.IsPlural && phrase.Thing is null
            || Clause.Conjuncts(phrase.Sentence, phrase.Head).Count > 1;
    }

    /// <summary>"More than 8,000 people", "thousands of villagers", "hundreds of families".</summary>
    private static bool IsMany(NounPhrase phrase, ArticleReader reader)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(phrase.Sentence.Index))
            if (
                quantity.Kind == QuantityKind.Count
                && quantity.Counted == phrase.Head
                && (quantity.Count.Low ?? quantity.Count.High) >= Many
            )
                return true;
        return false;
    }
}
