using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Language;

/// <summary>
/// Finds whoever and whatever a text speaks of: names (learnt), nationalities (listed), phrases headed by a noun of
/// `nominals.tsv`, and pronouns. What each takes up is decided afterwards by <see cref="ReferenceResolver"/>.
/// </summary>
public sealed class MentionFinder
{
    private static readonly MentionType[] kinds = [MentionType.Person, MentionType.Place, MentionType.Organisation];
    private readonly NameTable weights;
    private readonly NameLists lists;
    private readonly MentionWords words;
    private readonly ReferenceResolver references;

    // The work space of whoever comes next; others make their own.
    private WorkSpace? spare;

    private MentionFinder(NameTable weights, NameLists lists, MentionWords words, Particles particles)
    {
        this.weights = weights;
        this.lists = lists;
        this.words = words;
        references = new ReferenceResolver(words, particles);
    }

    /// <summary>Loads `names.bin` and the lists of mentions from `data/english`, and names of states and groups from `data/actors`.</summary>
    /// <exception cref="KnowledgeException">A file is missing or not understood.</exception>
    internal static MentionFinder Load(KnowledgeFolder knowledge, Particles particles)
    {
        var model = NameModel.Read(knowledge.LanguageFile("names.bin"));
        return new MentionFinder(
            model.Weights,
            new NameLists(knowledge, model.Phrases),
            MentionWords.Load(knowledge, particles),
            particles
        );
    }

    public ImmutableArray<Mention> Find(IReadOnlyList<Sentence> sentences)
    {
        var space = Interlocked.Exchange(ref spare, null) ?? new WorkSpace(new NameTagger(weights, lists), new(), []);
        var (tagger, line, found) = space;
        found.Clear();
        var seen = new SeenNames();
        foreach (var sentence in sentences)
        {
            var start = found.Count;
            line.Fill(sentence, lists);
            var names = tagger.Find(line);
            // A noun's capital at the head of a sentence makes no name ("Gunmen attacked").
            if (names is [{ First: 0, Last: 0 }, ..] && words.Nominal(sentence[0].Form) is not null)
                names.RemoveAt(0);
            foreach (var name in names)
                found.Add(Name(sentence, name.First, name.Last, kinds[name.Kind]));
            var next = 0;
            for (var word = 0; word < sentence.Length; word++)
            {
                while (next < names.Count && names[next].Last < word)
                    next++;
                var isNamed = next < names.Count && names[next].First <= word;
                if (!isNamed && seen.TypeOf(sentence, word) is { } type)
                    found.Add(Made(sentence, word, word, word, type, MentionForm.Name));
                else
                    AddWord(sentence, word, isNamed, found);
            }
            seen.Note(sentence, found, start);
            found.Sort(start, found.Count - start, byPlace);
        }
        var resolved = references.Resolve(sentences, found);
        spare = space;
        return resolved;
    }

    private sealed record WorkSpace(NameTagger Tagger, NameLine Line, List<Mention> Found);

    private static readonly Comparer<Mention> byPlace = Comparer<Mention>.Create(
        static (a, b) => (a.First, -a.Last).CompareTo((b.First, -b.Last))
    );

    private Mention Name(Sentence sentence, int first, int last, MentionType type)
    {
        if (type == MentionType.Person)
            first = words.AfterTitle(sentence, first, last);
        var span = sentence.Span(first, last);
        // Whoever bears a title is a person.
        var title = type is MentionType.Person or MentionType.Place ? words.TitleBefore(sentence, first) : null;
        type =
            title is not null && char.IsUpper(title[0])
                ? MentionType.Person
                : words.Refine(type, span.Text, sentence[last].Form);
        return new Mention
        {
            Sentence = sentence.Index,
            First = first,
            Last = last,
            Head = HeadOf(sentence, first, last),
            Type = type,
            Form = MentionForm.Name,
            Title = type == MentionType.Person ? title : null,
            Span = span,
        };
    }

    private static int HeadOf(Sentence sentence, int first, int last)
    {
        for (var word = first; word <= last; word++)
            if (sentence[word].Head < first || sentence[word].Head > last)
                return word;
        return last;
    }

    private void AddWord(Sentence sentence, int word, bool isNamed, List<Mention> found)
    {
        ref readonly var token = ref sentence[word];
        if (words.IsPronoun(token.Form))
        {
            found.Add(Made(sentence, word, word, word, MentionType.Person, MentionForm.Pronoun));
            return;
        }
        if (isNamed)
            return;
        if (words.IsNationality(token.Form) && token.Tag is Upos.Adj or Upos.Propn or Upos.Noun)
            found.Add(Made(sentence, word, word, word, MentionType.Nationality, MentionForm.Name));
        if (
            token.Tag is not (Upos.Noun or Upos.Propn)
            || token.Relation is Dependency.Compound
            || words.Nominal(token.Lemma) is not { } nominal
        )
            return;
        var first = word;
        for (var child = sentence.FirstChild(word); child >= 0; child = sentence.NextSibling(child))
            if (
                child < first
                && sentence[child].Relation
                    is Dependency.Det
                        or Dependency.Amod
                        or Dependency.Compound
                        or Dependency.Nummod
                        or Dependency.NmodPoss
                        or Dependency.DetPredet
            )
                first = Math.Min(first, sentence.Subtree(child).First);
        found.Add(Made(sentence, first, WithOwner(sentence, word, nominal), word, nominal.Type, MentionForm.Nominal));
    }

    /// <summary>"the government of Iraq" is one body: the state or town behind "of" is part of its phrase.</summary>
    private static int WithOwner(Sentence sentence, int word, Nominal nominal)
    {
        if (nominal.Type is not (MentionType.Organisation or MentionType.ArmedGroup) || word + 2 >= sentence.Length)
            return word;
        var child = sentence.Child(word, Dependency.Nmod);
        if (child < 0 || sentence[child].Tag != Upos.Propn)
            return word;
        var (first, last) = sentence.Subtree(child);
        return first == word + 1 && sentence[first].Tag == Upos.Adp && last - first <= 4 ? last : word;
    }

    private static Mention Made(Sentence sentence, int first, int last, int head, MentionType type, MentionForm form) =>
        new()
        {
            Sentence = sentence.Index,
            First = first,
            Last = last,
            Head = head,
            Type = type,
            Form = form,
            Span = sentence.Span(first, last),
        };
}
