using System.Buffers;
using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Language;

/// <summary>
/// Article to sentences: the one door to the language room. Text is cut into words, words are grouped into sentences,
/// tagged, made into trees, and given their dictionary forms; each step sees what the steps before it found.
/// </summary>
public sealed class Parser
{
    private readonly Lexicon lexicon;
    private readonly Tokeniser tokeniser;
    private readonly SentenceSplitter splitter;
    private readonly Tagger tagger;
    private readonly TreeParser trees;
    private readonly Lemmatiser lemmatiser;
    private readonly StringPool pool;
    private readonly LanguageModel model;

    private Finders? finders;
    private SmallWords? small;

    // A beam for whoever comes next; others make their own.
    private Beam? spare;

    internal Parser(
        LanguageModel model,
        Abbreviations abbreviations,
        Readings? readings = null,
        IrregularForms? irregular = null
    )
    {
        this.model = model;
        pool = new StringPool(model.Strings);
        lexicon = new Lexicon(model.LexiconKeys, model.LexiconValues);
        tokeniser = new Tokeniser(new WeightTable(model.TokenWeights), [.. model.CutRuns], abbreviations);
        splitter = new SentenceSplitter(new WeightTable(model.SentenceWeights), abbreviations);
        tagger = new Tagger(
            new WeightTable(model.TagWeights),
            new WeightTable(model.SecondTagWeights),
            model.Penn.Length,
            model.SureLead,
            readings
        );
        trees = new TreeParser(
            new WeightTable(model.MoveWeights),
            new WeightTable(model.LabelWeights),
            Relations.Count,
            model.MoveMargin
        );
        lemmatiser = new Lemmatiser(
            new Lexicon(model.LemmaKeys, model.LemmaValues),
            model.LemmaRules,
            pool,
            irregular ?? IrregularForms.None
        );
    }

    /// <summary>Loads the English model and lists from `data/english`.</summary>
    /// <exception cref="KnowledgeException">A file is missing or not understood.</exception>
    public static Parser Load(KnowledgeFolder knowledge)
    {
        var small = SmallWords.Load(knowledge);
        // The names' model and lists take as long as all the rest: they are read beside it.
        var mentions = Task.Run(() => MentionFinder.Load(knowledge, small.Particles));
        var model = LanguageModel.Read(knowledge.LanguageFile("model.bin"));
        var parser = new Parser(
            model,
            Abbreviations.Load(knowledge),
            Readings.Load(knowledge, model),
            IrregularForms.Load(knowledge, model)
        )
        {
            small = small,
        };
        var (times, quantities) = (TimeReader.Load(knowledge, small), QuantityReader.Of(small));
        parser.finders = new Finders(times, quantities, mentions.GetAwaiter().GetResult());
        return parser;
    }

    /// <summary>Analyses the title and the text. Every character is analysed; nothing is dropped.</summary>
    public Document Parse(Article article)
    {
        var sentences = ImmutableArray.CreateBuilder<Sentence>();
        if (article.Title is { Length: > 0 } title)
            Analyse(title, inTitle: true, sentences);
        Analyse(article.Text, inTitle: false, sentences);
        var document = new Document { Article = article, Sentences = sentences.ToImmutable() };
        return finders?.Find(document) ?? document;
    }

    private void Analyse(string text, bool inTitle, ImmutableArray<Sentence>.Builder sentences)
    {
        var rented = ArrayPool<Word>.Shared.Rent((text.Length / 4) + 16);
        var words = rented;
        var count = Tag(text, ref words);
        var beam = Interlocked.Exchange(ref spare, null) ?? new Beam(TreeParser.Width);
        for (var first = 0; first < count; )
        {
            var sentence = words.AsSpan(first, LengthOfSentence(words.AsSpan(first, count - first)));
            trees.Parse(sentence, beam);
            TreeMender.Mend(sentence);
            sentences.Add(new Sentence(sentences.Count, inTitle, text, Tokens(text, sentence)) { Small = small });
            first += sentence.Length;
        }
        spare = beam;
        ArrayPool<Word>.Shared.Return(rented);
    }

    /// <summary>
    /// Words, sentences and tags alone, without trees.
    /// </summary>
    /// <returns>How many words there are.</returns>
    internal int Tag(string text, ref Word[] words)
    {
        var count = tokeniser.Read(text, ref words);
        var all = words.AsSpan(0, count);
        Layout.Mark(text, all);
        foreach (ref var word in all)
        {
            word.Look(text);
            word.Know(lexicon);
        }
        Span<uint> features = stackalloc uint[SentenceSplitter.FeatureCount];
        Span<int> scores = stackalloc int[Weights.Lane];
        var first = 0;
        for (var i = 0; i < count; i++)
        {
            if (!splitter.EndsAfter(text, all, first, i, features, scores))
                continue;
            all[i].EndsSentence = true;
            tagger.Tag(text, all[first..(i + 1)], model.Universal);
            first = i + 1;
        }
        return count;
    }

    private static int LengthOfSentence(ReadOnlySpan<Word> words)
    {
        var last = 0;
        while (!words[last].EndsSentence)
            last++;
        return last + 1;
    }

    private Token[] Tokens(string text, ReadOnlySpan<Word> words)
    {
        var tokens = new Token[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            ref readonly var word = ref words[i];
            var form = pool.Get(text.AsSpan(word.Start, word.Length));
            var tag = (Upos)word.Universal;
            tokens[i] = new Token
            {
                Start = word.Start,
                End = word.End,
                Form = form,
                Lemma = lemmatiser.Lemma(form, in word, tag),
                Tag = tag,
                Xpos = model.Penn[word.Tag],
                Head = word.Head,
                Relation = (Dependency)word.Relation,
                Joined = word.Joined,
            };
        }
        return tokens;
    }
}
