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
    private readonly NameTagger tagger;
    private readonly MentionWords words;
    private readonly ReferenceResolver references;

    private MentionFinder(NameTagger tagger, MentionWords words)
    {
        this.tagger = tagger;
        this.words = words;
        references = new ReferenceResolver(words);
    }

    /// <summary>Loads `names.bin` and the lists of mentions from `data/english`, and names of states and groups from `data/actors`.</summary>
    /// <exception cref="KnowledgeException">A file is missing or not understood.</exception>
    public static MentionFinder Load(KnowledgeFolder knowledge)
    {
        var model = NameModel.Read(knowledge.File("english", "names.bin"));
        var lists = new NameLists(knowledge, model.Places, model.FirstNames);
        return new MentionFinder(new NameTagger(new WeightTable(model.Weights), lists), MentionWords.Load(knowledge));
    }

    public ImmutableArray<Mention> Find(IReadOnlyList<Sentence> sentences)
    {
        var found = new List<Mention>();
        foreach (var sentence in sentences)
        {
            var start = found.Count;
            var labels = new byte[sentence.Length];
            tagger.Tag(sentence, labels);
            // A noun's capital at the head of a sentence makes no name ("Gunmen attacked").
            if (labels is [4 or 8 or 12, ..] && words.Nominal(sentence[0].Form) is not null)
                labels[0] = 0;
            AddNames(sentence, labels, found);
            for (var word = 0; word < sentence.Length; word++)
                AddWord(sentence, word, labels, found);
            found.Sort(start, found.Count - start, byPlace);
        }
        return references.Resolve(sentences, found);
    }

    private static readonly Comparer<Mention> byPlace = Comparer<Mention>.Create(
        static (a, b) => (a.First, -a.Last).CompareTo((b.First, -b.Last))
    );

    private void AddNames(Sentence sentence, byte[] labels, List<Mention> found)
    {
        for (var first = 0; first < labels.Length; first++)
        {
            if (labels[first] == 0)
                continue;
            var kind = (labels[first] - 1) / 4;
            var last = first;
            while (last + 1 < labels.Length && labels[last + 1] > 0 && (labels[last + 1] - 1) % 4 is 1 or 2)
                last++;
            found.Add(Name(sentence, first, last, kinds[kind]));
            first = last;
        }
    }

    private Mention Name(Sentence sentence, int first, int last, MentionType type)
    {
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

    private void AddWord(Sentence sentence, int word, byte[] labels, List<Mention> found)
    {
        ref readonly var token = ref sentence[word];
        if (words.IsPronoun(token.Form))
        {
            found.Add(Made(sentence, word, word, word, MentionType.Person, MentionForm.Pronoun));
            return;
        }
        if (labels[word] != 0)
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
        found.Add(Made(sentence, first, word, word, nominal.Type, MentionForm.Nominal));
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
