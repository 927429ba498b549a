using Annals.Knowledge;
using Annals.Language;

namespace Annals.Training;

/// <summary>
/// Learns names from UNER's training part (CC BY-SA 4.0) and GUM's open part, each text also with other names in place of its
/// own, each in four casings, with lists of places and names. The same files and seed give the same bytes.
/// </summary>
internal sealed class NameTrainer(KnowledgeFolder knowledge, string shared)
{
    private const int Rounds = 3;
    private const double Rate = 0.02;

    /// <summary>A row whose greatest weight is below this, of 127, is left out.</summary>
    private const int LeastWeight = 8;

    /// <summary>Of a hundred proper and common nouns and adjectives, how many are taken for something else in training.</summary>
    private const int Misread = 14;
    private const ulong Seed = 20240;

    public NameModel Train()
    {
        var phrases = new PhraseCompiler(knowledge).Compile();
        var lists = new NameLists(knowledge, phrases);
        var reader = new NameExamples(knowledge);
        var texts = File.ReadLines(Path.Combine(shared, "ner", "uner_ewt_train.jsonl"))
            .Concat(new GumNames(knowledge).Read(Path.Combine(shared, "ud", "gum_train_open.conllu.gz")))
            .Select(NamedText.Read)
            .ToList();
        var cased = texts
            .Concat(new NameSwapper(knowledge).Copies(texts))
            .Select(reader.Casings)
            .Where(casings => casings.Length > 0)
            .ToArray();
        var field = new NameField(lists, Rate);
        Count(cased, lists, field.Counts);
        var dice = new Dice(Seed);
        var line = new NameLine();
        for (var round = 0; round < Rounds; round++)
        {
            var loss = 0.0;
            dice.Shuffle<List<NameExample>[]>(cased);
            foreach (var casings in cased)
            foreach (var example in casings[TagTrainer.Casing(dice)])
            {
                line.Fill(Misreading(example.Sentence, dice), lists);
                loss += field.Learn(line, [.. example.Names.Where(name => CanBeFound(line, name))]);
            }
            Console.Error.WriteLine($"  round {round + 1}: loss {loss:F0} over {cased.Length:N0} texts");
        }
        return new NameModel(field.Quantise(LeastWeight), phrases);
    }

    private static void Count(List<NameExample>[][] cased, NameLists lists, NameCounts weights)
    {
        var line = new NameLine();
        var features = new uint[NameFeatures.Most];
        var seen = new HashSet<uint>();
        foreach (var example in cased.SelectMany(casings => casings[0]))
        {
            line.Fill(example.Sentence, lists);
            seen.Clear();
            for (var first = 0; first < line.Length; first++)
                if (line.Nameable[first])
                    for (var last = first; last >= 0; last = line.NextLast(first, last))
                    {
                        seen.UnionWith(
                            features.AsSpan(0, NameFeatures.OfName(line, lists, first, last, features)).ToArray()
                        );
                        seen.UnionWith(features.AsSpan(0, NameFeatures.OfWord(line, last, features)).ToArray());
                    }
            weights.See(seen);
        }
    }

    /// <summary>
    /// The tagger has seen these sentences and makes fewer mistakes on them than it will make elsewhere: some proper nouns
    /// become common ones and the other way about.
    /// </summary>
    private static Sentence Misreading(Sentence sentence, Dice dice)
    {
        var tokens = sentence.Tokens.ToArray();
        for (var i = 0; i < tokens.Length; i++)
            if (tokens[i].Tag is Upos.Propn or Upos.Noun or Upos.Adj && dice.Roll(100) < Misread)
                tokens[i] = tokens[i] with
                {
                    Tag = tokens[i].Tag == Upos.Propn ? (dice.Roll(3) == 0 ? Upos.Adj : Upos.Noun) : Upos.Propn,
                };
        return new Sentence(sentence.Index, sentence.InTitle, sentence.Source, tokens);
    }

    private static bool CanBeFound(NameLine line, NameSpan name)
    {
        if (!line.Nameable[name.First])
            return false;
        for (var last = name.First; last >= 0; last = line.NextLast(name.First, last))
            if (last == name.Last)
                return true;
        return false;
    }
}
