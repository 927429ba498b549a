using System.Diagnostics;
using Annals.Language;

namespace Annals.Training;

/// <summary>Treebanks to model: each step is trained on what the steps before it will really hand over.</summary>
internal sealed class Trainer(List<GoldDocument> documents, Vocabulary vocabulary, TrainingPlan plan)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private Lexicon lexicon = new([], []);
    private byte[] universal = [];
    private string[] penn = [];
    private Dictionary<(Upos, string), byte> pairs = [];

    public LanguageModel Train()
    {
        var casings = documents.ConvertAll(d =>
            (Plain: d, Capitals: Casings.Capitals(d.Text), Small: Casings.Small(d.Text), Title: Casings.Title(d.Text))
        );
        Pairs();
        var (lexiconKeys, lexiconValues) = BuildLexicon();
        var examples = new List<Example[]>();
        foreach (var (plain, capitals, small, title) in casings)
        foreach (var sentence in plain.Sentences)
            examples.Add([
                new(plain.Text, sentence),
                new(capitals, sentence),
                new(small, sentence),
                new(title, sentence),
            ]);
        Say("tokens");
        var (tokenWeights, cutRuns) = new TokenTrainer(documents, plan).Train();
        Say("sentences");
        var sentenceWeights = new SentenceTrainer(documents, lexicon, plan).Train();
        Say("tags");
        var tagTrainer = new TagTrainer(lexicon, pairs, universal, plan);
        var (tagWeights, tagScale) = LearnedWeights.Quantise(tagTrainer.Train(examples));
        Say("tags of others");
        var guessed = tagTrainer.TagByOthers(examples);
        Say("tags, second reading");
        var secondTagWeights = LearnedWeights.Quantise(tagTrainer.Train(examples, guessed)).Table;
        var read = tagTrainer.TagByOthers(examples, guessed);
        var tagged = examples.ConvertAll(copies => Array.ConvertAll(copies, copy => (copy.Gold, read[copy])));
        Say("trees");
        var trees = plan.EachVoice(voice => new TreeTrainer(plan, voice).Train(tagged));
        var (moveWeights, moveScale) = LearnedWeights.Quantise([.. trees.Select(tree => tree.Moves)]);
        Say("lemmas");
        var lemmas = new LemmaTrainer(documents, vocabulary, pairs).Train();
        Say("done");
        return new LanguageModel
        {
            TokenWeights = tokenWeights,
            CutRuns = cutRuns,
            SentenceWeights = sentenceWeights,
            TagWeights = tagWeights,
            SecondTagWeights = secondTagWeights,
            SureLead = (int)(plan.SureLead * tagScale),
            MoveWeights = moveWeights,
            LabelWeights = LearnedWeights.Quantise([.. trees.Select(tree => tree.Labels)]).Table,
            MoveMargin = (int)(plan.MoveMargin * moveScale),
            LexiconKeys = lexiconKeys,
            LexiconValues = lexiconValues,
            LemmaKeys = lemmas.Keys,
            LemmaValues = lemmas.Values,
            LemmaRules = lemmas.Rules,
            Universal = universal,
            Penn = penn,
            Strings = Strings(),
        };
    }

    private void Say(string what) => Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds, 7:F1} s  {what}");

    private void Pairs()
    {
        var counted = documents
            .SelectMany(d => d.Sentences)
            .SelectMany(s => s)
            .GroupBy(w => (w.Tag, w.Penn))
            .Where(g => g.Count() >= 5)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key.Tag)
            .ThenBy(g => g.Key.Penn, StringComparer.Ordinal)
            .Select(g => g.Key)
            .ToArray();
        universal = [.. counted.Select(pair => (byte)pair.Tag)];
        penn = [.. counted.Select(pair => pair.Penn)];
        pairs = counted.Select((pair, i) => (pair, i)).ToDictionary(x => x.pair, x => (byte)x.i);
    }

    /// <summary>Words seen often enough share a number with all words that are used alike.</summary>
    private (uint[] Keys, ushort[] Values) BuildLexicon()
    {
        var counts = new Dictionary<uint, Dictionary<(Upos, string), int>>();
        foreach (var document in documents)
        foreach (var sentence in document.Sentences)
        foreach (var gold in sentence)
        {
            var word = new Word { Start = gold.Start, End = gold.End };
            word.Look(document.Text);
            if (!counts.TryGetValue(word.Form, out var tags))
                counts[word.Form] = tags = [];
            tags[(gold.Tag, gold.Penn)] = tags.GetValueOrDefault((gold.Tag, gold.Penn)) + 1;
        }
        var numbers = new Dictionary<string, ushort>();
        var keys = new List<uint>();
        var values = new List<ushort>();
        foreach (var (form, tags) in counts.OrderBy(c => c.Key))
        {
            var total = tags.Values.Sum();
            if (total < plan.LexiconCount)
                continue;
            var name = string.Join(
                ' ',
                tags.Where(t => t.Value * 20 >= total)
                    .OrderByDescending(t => t.Value * 10 / total)
                    .ThenBy(t => t.Key.Item1)
                    .ThenBy(t => t.Key.Item2, StringComparer.Ordinal)
                    .Select(t => $"{t.Key.Item1}/{t.Key.Item2}")
            );
            if (!numbers.TryGetValue(name, out var number))
                numbers[name] = number = (ushort)(numbers.Count + 2);
            keys.Add(form);
            values.Add(number);
        }
        var known = keys.ToHashSet();
        foreach (var (form, kinds) in vocabulary.Kinds.OrderBy(k => k.Key))
        {
            if (!known.Add(form))
                continue;
            keys.Add(form);
            values.Add((ushort)(Lexicon.Vocabulary + kinds));
        }
        lexicon = new Lexicon([.. keys], [.. values]);
        return ([.. keys], [.. values]);
    }

    private string[] Strings() =>
        documents
            .SelectMany(d => d.Sentences)
            .SelectMany(s => s)
            .SelectMany(w => (string[])[w.Form, w.Lemma])
            .GroupBy(s => s)
            .Where(g => g.Count() >= 3)
            .Select(g => g.Key)
            .Order(StringComparer.Ordinal)
            .ToArray();
}

/// <summary>How long and how large: numbers that are set once and travel with the command.</summary>
internal sealed record TrainingPlan
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Tags, arcs and relations are learnt so many times in different orders; the mean ships.</summary>
    public int Voices { get; init; } = 4;

    /// <summary>Of a hundred features of tags, arcs and relations, how many each sentence does without in training.</summary>
    public int Dropped { get; init; } = 10;

    public int TokenRounds { get; init; } = 6;
    public int SentenceRounds { get; init; } = 8;
    public int TagRounds { get; init; } = 8;

    /// <summary>A tag, an arc or a relation is learnt until it wins by this, not only until it wins.</summary>
    public int TagMargin { get; init; } = 160;
    public int ArcMargin { get; init; } = 50;
    public int RelationMargin { get; init; } = 60;

    /// <summary>A tag that is ahead by this is not looked at again; in units of the weights before they are rounded.</summary>
    public double SureLead { get; init; } = 40;
    public int Folds { get; init; } = 8;
    public int TreeRounds { get; init; } = 8;
    public int BeamWidth { get; init; } = 8;

    /// <summary>In units of the weights before they are rounded.</summary>
    public double MoveMargin { get; init; } = 200;
    public int LexiconCount { get; init; } = 3;
    public int TokenBits { get; init; } = 16;
    public int SentenceBits { get; init; } = 18;
    public int TagBits { get; init; } = 22;
    public int SecondTagBits { get; init; } = 21;
    public int MoveBits { get; init; } = 23;
    public int LabelBits { get; init; } = 22;

    /// <summary>Runs the same training for each voice, side by side.</summary>
    /// <param name="train">Takes what to add to the seed.</param>
    public T[] EachVoice<T>(Func<ulong, T> train) =>
        [.. Enumerable.Range(0, Voices).AsParallel().AsOrdered().Select(voice => train((ulong)voice * 1000))];
}
