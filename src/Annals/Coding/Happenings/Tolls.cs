using System.Collections.Frozen;
using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>The words of changing tolls: `data/coding/tolls.tsv`.</summary>
public sealed class TollWords
{
    private readonly FrozenDictionary<string, ImmutableHashSet<string>> roles;

    private TollWords(FrozenDictionary<string, ImmutableHashSet<string>> roles) => this.roles = roles;

    public static TollWords Load(KnowledgeFolder knowledge) =>
        new(
            knowledge
                .Table("coding", "tolls.tsv")
                .Rows.GroupBy(row => row.Required("words"), row => row.Required("role"))
                .ToFrozenDictionary(group => group.Key, group => group.ToImmutableHashSet())
        );

    public bool Is(string words, string role) => roles.TryGetValue(words, out var held) && held.Contains(role);
}

/// <summary>
/// Reads a toll that changes ("The death toll has risen to 31 from 24"): the number that it moved to holds, the one that it
/// moved from is superseded. The order of the words is gone by, because trees hang numbers behind "to" and "from" anywhere.
/// </summary>
public sealed class Tolls(ArticleReader reader)
{
    private const int Farthest = 24;

    private readonly TollWords words = reader.Codebook.Tolls;

    /// <summary>What the toll at a noun came to be and was; empty where no verb behind it moves it.</summary>
    public List<HarmFound> Read(Sentence sentence, int noun, Effect effect, NounPhrase? who)
    {
        var found = new List<HarmFound>();
        if (Mover(sentence, noun) is not { } verb)
            return found;
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
        {
            if (quantity.Kind is not QuantityKind.Count || quantity.First <= verb || quantity.First > verb + Farthest)
                continue;
            if (found.Count == 0 && quantity.First > verb + 4)
                break;
            // "has gone up to 38": the verb's own "up" bounds no number.
            if (sentence[quantity.First].Relation is Dependency.CompoundPrt && quantity.Count.Shown is { } number)
                found.Add(Told(Count.Exactly(number), quantity, superseded: false));
            // "from five to six" is read as a range.
            else if (
                (Is(sentence, quantity.First, "before") || words.Is(sentence[quantity.First].Form, "before"))
                && quantity.Count is { Low: { } from, High: { } to }
                && from != to
            )
            {
                found.Add(Told(Count.Exactly(from), quantity, superseded: true));
                found.Add(Told(Count.Exactly(to), quantity, superseded: false));
            }
            else if (Is(sentence, quantity.First, "before"))
                found.Add(Told(quantity.Count, quantity, superseded: true));
            else if (Is(sentence, quantity.First, "now"))
                found.Add(Told(quantity.Count, quantity, superseded: false));
        }
        return found.Exists(toll => !toll.Superseded) ? found : [];

        HarmFound Told(Count count, Quantity quantity, bool superseded) =>
            new()
            {
                Sentence = sentence,
                Word = noun,
                Effect = effect,
                Who = who,
                Count = count,
                Span = sentence.Span(quantity.First, quantity.Last),
                Superseded = superseded,
                IsToll = true,
            };
    }

    /// <summary>"the number of soldiers killed": the word for the count, before those who are counted and the harm.</summary>
    public int? CountBefore(Sentence sentence, int harmed)
    {
        var lemmas = reader.WordsOf(sentence.Index).Lemmas;
        for (var word = harmed - 1; word > 0 && harmed - word <= 9; word--)
        {
            if (sentence.Plays(sentence[word].Form, Particle.Of) && words.Is(lemmas[word - 1], "count"))
                return word - 1;
            // "the number of people known to have lost their lives"
            if (
                sentence[word].Tag is Upos.Punct
                || (sentence[word].Tag is Upos.Verb && !words.Is(lemmas[word], "held"))
            )
                return null;
        }
        return null;
    }

    private int? Mover(Sentence sentence, int noun)
    {
        var lemmas = reader.WordsOf(sentence.Index).Lemmas;
        for (var word = noun + 1; word < sentence.Length; word++)
        {
            if (sentence[word].Form is ";" or ":")
                return null;
            if (sentence[word].Tag is not Upos.Verb)
                continue;
            var particle = word + 1 < sentence.Length ? $"{lemmas[word]} {sentence[word + 1].Form}" : "";
            if (words.Is(lemmas[word], "move") || words.Is(particle, "move"))
                return word;
        }
        return null;
    }

    private bool Is(Sentence sentence, int number, string role)
    {
        if (number == 0)
            return false;
        var before = reader.WordsOf(sentence.Index).Lemmas[number - 1];
        return (number > 1 && words.Is($"{sentence[number - 2].Form.ToLowerInvariant()} {before}", role))
            || words.Is(before, role);
    }
}
