using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Coding.Speech;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding;

/// <summary>
/// What the coders of one article look at: its sentences and all that was found in them, by sentence, with words
/// instead of offsets. The kind coders read it; none writes to it.
/// </summary>
public sealed class CodingContext
{
    private readonly ImmutableArray<PlaceAt>[] places;
    private readonly ImmutableArray<TimeExpression>[] times;
    private readonly ImmutableArray<Quantity>[] quantities;
    private readonly int[] paragraphs;

    public CodingContext(
        Document document,
        ImmutableArray<PlaceMention> placeMentions,
        Cast cast,
        Spoken spoken,
        Codebook codebook
    )
    {
        (Cast, Spoken, Cues) = (cast, spoken, codebook.Cues);
        Document = document;
        Places = placeMentions;
        var count = document.Sentences.Length;
        places = new ImmutableArray<PlaceAt>[count];
        Array.Fill(places, []);
        foreach (var mention in placeMentions)
            if (SentenceAt(mention.In is not null, mention.Start) is { } sentence)
            {
                var last = Math.Max(sentence.WordAt(mention.Start), sentence.WordAt(mention.End - 1));
                var at = new PlaceAt(mention, sentence.WordAt(mention.Start), Math.Min(last, sentence.Length - 1));
                places[sentence.Index] = places[sentence.Index].Add(at);
            }
        times = BySentence(document.Times, time => time.Sentence, count);
        quantities = BySentence(document.Quantities, quantity => quantity.Sentence, count);
        paragraphs = Paragraphs(document);
        Unknown = new UnknownPlaces(this, codebook);
    }

    public Document Document { get; }

    /// <summary>The words that the readers look for by what they tell.</summary>
    public Cues Cues { get; }

    /// <summary>Places that the text names and no gazetteer knows.</summary>
    public UnknownPlaces Unknown { get; }

    /// <summary>Who any noun of the article means.</summary>
    public Cast Cast { get; }

    /// <summary>Who speaks at any word of the article.</summary>
    public Spoken Spoken { get; }

    public ImmutableArray<Sentence> Sentences => Document.Sentences;

    public Article Article => Document.Article;

    public ImmutableArray<PlaceMention> Places { get; }

    /// <summary>The places that a sentence names, with their words.</summary>
    public ImmutableArray<PlaceAt> PlacesOf(int sentence) => places[sentence];

    public ImmutableArray<TimeExpression> TimesOf(int sentence) => times[sentence];

    public ImmutableArray<Quantity> QuantitiesOf(int sentence) => quantities[sentence];

    /// <summary>Number of the paragraph that a sentence stands in; the title's is -1.</summary>
    public int ParagraphOf(int sentence) => paragraphs[sentence];

    /// <summary>The sentence that covers an offset; null where none does.</summary>
    public Sentence? SentenceAt(bool inTitle, int offset)
    {
        var (low, high) = (0, Sentences.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var sentence = Sentences[middle];
            var before = sentence.InTitle == inTitle ? sentence.End <= offset : sentence.InTitle;
            if (before)
                low = middle + 1;
            else
                high = middle;
        }
        var found = low < Sentences.Length ? Sentences[low] : null;
        return found is not null && found.InTitle == inTitle && found.Start <= offset ? found : null;
    }

    private static ImmutableArray<T>[] BySentence<T>(ImmutableArray<T> all, Func<T, int> sentence, int count)
    {
        var lists = new List<T>?[count];
        foreach (var one in all)
            (lists[sentence(one)] ??= []).Add(one);
        return Array.ConvertAll(lists, list => list is null ? [] : list.ToImmutableArray());
    }

    private static int[] Paragraphs(Document document)
    {
        var paragraphs = new int[document.Sentences.Length];
        var (paragraph, last) = (0, -1);
        for (var index = 0; index < paragraphs.Length; index++)
        {
            var sentence = document.Sentences[index];
            if (sentence.InTitle)
            {
                paragraphs[index] = -1;
                continue;
            }
            if (last >= 0 && sentence.Start > last && document.Article.Text.AsSpan(last..sentence.Start).Contains('\n'))
                paragraph++;
            paragraphs[index] = paragraph;
            last = sentence.End;
        }
        return paragraphs;
    }
}

/// <summary>A place mention with its first and last word in its sentence.</summary>
public sealed record PlaceAt(PlaceMention Mention, int First, int Last)
{
    public bool IsLocation => Mention.Use == PlaceUse.Location;
}

/// <summary>A coder of one kind of report: reads what the article says, adds what it finds.</summary>
public interface IKindCoder
{
    /// <summary>Adds the reports of its kind; the happenings stand in <paramref name="reports"/> when the others are asked.</summary>
    void Code(CodingContext context, List<Report> reports);
}
