using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>What a noun phrase names, as far as its head tells: people of a kind, a thing of a class, a place.</summary>
public sealed class NounPhrase
{
    private NounPhrase(Sentence sentence, int head, int first, int last)
    {
        Sentence = sentence;
        Head = head;
        First = first;
        Last = last;
    }

    public Sentence Sentence { get; }

    /// <summary>The word that says what it is; in "dozens of passengers" the passengers.</summary>
    public int Head { get; }

    public int First { get; }

    public int Last { get; }

    public PeopleNoun? People { get; private set; }

    /// <summary>Classes of asset that the head stands in.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    /// <summary>What to call the thing: the words of the table's phrase.</summary>
    public string? Thing { get; private set; }

    public bool IsPlace { get; private set; }

    public bool IsTime { get; private set; }

    /// <summary>The actor book knows it by name.</summary>
    public bool IsKnown { get; private set; }

    public bool IsName => Sentence[Head].Tag == Upos.Propn;

    public bool IsPronoun => Sentence[Head].Tag == Upos.Pron;

    public bool IsPlural => Sentence[Head].Xpos is "NNS" or "NNPS";

    /// <summary>People, a body of people or a name that is no place.</summary>
    public bool IsActor =>
        !IsTime && (People is not null || IsKnown || IsPronoun || (IsName && !IsPlace && Thing is null));

    public TextSpan Span => Sentence.Span(First, Last);

    /// <summary>Without articles, numbers and determiners: "soldiers" of "the seven soldiers".</summary>
    public string Name
    {
        get
        {
            var first = First;
            // "at least 147 people", "more than 30 people": what bounds the number goes with it.
            for (var word = First; word < Head; word++)
                if (Sentence[word] is { Tag: Upos.Num, Relation: Dependency.Nummod } number && number.Head == Head)
                    first = word + 1;
            while (
                first < Head
                && (
                    uncounted.Contains(first)
                    || Sentence[first].Tag
                        is Upos.Det
                            or Upos.Num
                            or Upos.Punct
                            or Upos.Adv
                            or Upos.Adp
                            or Upos.Pron
                            or Upos.Cconj
                )
            )
                first++;
            return Sentence.Span(first, Last).Text;
        }
    }

    /// <summary>Words before the head that say how many or when: "several", "yesterday".</summary>
    private readonly HashSet<int> uncounted = [];

    public static NounPhrase Of(ArticleReader reader, Sentence sentence, int head)
    {
        head = Counted(reader, sentence, head);
        var (first, last) = Core(sentence, head);
        // A tree that takes a word of a name for a verb cuts it ("SHINING PATH TERRORISTS").
        if (
            reader.Context.Cast.At(sentence.Index, first) is { } name
            && name.First < first
            && name.Last <= head
            && sentence[name.First].Tag is not Upos.Punct
        )
            first = name.First;
        var phrase = new NounPhrase(sentence, head, first, last);
        var words = reader.WordsOf(sentence.Index);
        var people = new List<PhraseMatch<PeopleNoun>>();
        var things = new List<PhraseMatch<string>>();
        for (var start = first; start <= head; start++)
        {
            people.Clear();
            reader.Codebook.People.Match(words, start, people);
            if (phrase.People is null && people.Find(match => match.Last == head).Value is { } noun)
                phrase.People = noun;
            if (phrase.Thing is null)
            {
                things.Clear();
                reader.Codebook.Things.Match(words, start, things);
                things.RemoveAll(match => match.Last != head);
                if (things.Count > 0)
                {
                    phrase.Kinds = things.ConvertAll(match => match.Value);
                    phrase.Thing = sentence.Span(things[0].First, head).Text;
                }
            }
        }
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            for (var word = quantity.First; word <= quantity.Last && quantity.Counted == head; word++)
                phrase.uncounted.Add(word);
        for (var word = first; word < head; word++)
            if (reader.IsTime(sentence.Index, word))
                phrase.uncounted.Add(word);
        phrase.IsTime = reader.IsTime(sentence.Index, head);
        foreach (var place in reader.Context.PlacesOf(sentence.Index))
            if (place.IsLocation && place.First <= head && head <= place.Last)
                phrase.IsPlace = true;
        if (
            phrase is { People: null, Thing: null, IsTime: false, IsPlace: false }
            && sentence[head].Tag == Upos.Noun
            && (reader.Codebook.EndsLikePerson(words.Lemmas[head]) || BearsName(reader, sentence, head))
        )
            phrase.People = new(Annals.Record.ActorType.Civilians, Armed: false, Body: false);
        // "Thousands marched": a number alone, as a noun, is of people.
        if (
            phrase is { People: null, Thing: null, IsTime: false, IsPlace: false }
            && sentence[head] is { Tag: Upos.Noun, Relation: Dependency.Nsubj or Dependency.NsubjPass }
            && IsNumber(reader, sentence, head)
        )
            phrase.People = new(Annals.Record.ActorType.Civilians, Armed: false, Body: false);
        phrase.IsKnown = reader.Context.Cast.At(sentence.Index, head) is { IsSeat: false, Party.Id: not null };
        return phrase;
    }

    private static bool IsNumber(ArticleReader reader, Sentence sentence, int head)
    {
        foreach (var quantity in reader.Context.QuantitiesOf(sentence.Index))
            if (
                quantity is { Kind: QuantityKind.Count, Counted: < 0 }
                && quantity.First <= head
                && head <= quantity.Last
            )
                return true;
        return false;
    }

    /// <summary>"analyst Ana Ruiz": whatever a person's name stands right behind is what the person is.</summary>
    private static bool BearsName(ArticleReader reader, Sentence sentence, int head)
    {
        if (head + 1 >= sentence.Length || sentence[head].Xpos is not "NN")
            return false;
        ref readonly var next = ref sentence[head + 1];
        return next is { Tag: Upos.Propn, Relation: Dependency.Appos or Dependency.Flat }
            && next.Head == head
            && reader.Names.At(sentence, head + 1) is not null;
    }

    /// <summary>"dozens of passengers", "a group of armed men", "members of the movement": what is meant hangs on "of".</summary>
    private static int Counted(ArticleReader reader, Sentence sentence, int head)
    {
        // "took more than 700 students hostage": what they were taken as is no part of who they are.
        if (
            head > 0
            && sentence[head] is { Xpos: "NN" }
            && sentence[head - 1] is { Tag: Upos.Noun, Xpos: "NNS" }
            && sentence[head - 1].Head == head
            && reader.Codebook.IsOfClass(sentence[head].Lemma, "captives")
        )
            return head - 1;
        if (!reader.Codebook.IsMeasure(reader.WordsOf(sentence.Index).Lemmas[head]))
            return head;
        foreach (var child in sentence.ChildrenOf(head))
            if (
                sentence[child].Relation == Dependency.Nmod
                && sentence.Plays(Clause.Preposition(sentence, child), Particle.Of)
            )
                return child;
        return head;
    }

    private static (int First, int Last) Core(Sentence sentence, int head)
    {
        var (first, last) = (head, head);
        foreach (var child in sentence.ChildrenOf(head))
            switch (sentence[child].Relation)
            {
                case Dependency.Det
                or Dependency.Amod
                or Dependency.Compound
                or Dependency.Nummod
                or Dependency.NmodPoss
                or Dependency.DetPredet when child < head:
                    first = Math.Min(first, sentence.Subtree(child).First);
                    break;
                case Dependency.Flat or Dependency.Compound when child > head:
                    last = Math.Max(last, sentence.Subtree(child).Last);
                    break;
            }
        return (Math.Max(first, head - 8), Math.Min(last, head + 6));
    }
}
