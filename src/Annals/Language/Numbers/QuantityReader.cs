using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Language;

/// <summary>
/// Finds every number of an article, what kind of number it is and how its words bound it. A number that tells a time
/// (a clock, a year, a date) is of kind Time, one in a name of kind Label: neither ever counts anything.
/// </summary>
public sealed class QuantityReader
{
    private readonly NumberWords tables;
    private readonly Particles particles;
    private readonly NumeralReader numerals;
    private AtomLine? spare;

    private QuantityReader(NumberWords tables, Particles particles)
    {
        this.particles = particles;
        this.tables = tables;
        numerals = new NumeralReader(tables);
    }

    /// <summary>Loads `numbers.tsv`, `bounds.tsv` and `units.tsv` of `data/english`.</summary>
    public static QuantityReader Load(KnowledgeFolder knowledge) => Of(SmallWords.Load(knowledge));

    internal static QuantityReader Of(SmallWords small) => new(small.Numbers, small.Particles);

    /// <param name="times">What <see cref="TimeReader"/> found in the same sentences: their numbers are not counts.</param>
    public ImmutableArray<Quantity> Read(IReadOnlyList<Sentence> sentences, ImmutableArray<TimeExpression> times)
    {
        var found = ImmutableArray.CreateBuilder<Quantity>();
        var line = Interlocked.Exchange(ref spare, null) ?? new AtomLine(particles);
        var time = 0;
        for (var index = 0; index < sentences.Count; index++)
        {
            var from = time;
            while (time < times.Length && times[time].Sentence <= sentences[index].Index)
                time++;
            ReadSentence(line.Fill(sentences[index]), times.AsSpan()[from..time], found);
        }
        spare = line;
        return found.ToImmutable();
    }

    private void ReadSentence(AtomLine line, ReadOnlySpan<TimeExpression> times, ImmutableArray<Quantity>.Builder found)
    {
        var at = 0;
        while (at < line.Length)
        {
            if (NumberLabels.IsLabel(line, at, tables, out var labelEnd))
            {
                Add(line, new Figure(at, labelEnd, QuantityKind.Label, Count.Unknown, null), found, default);
                at = labelEnd;
                continue;
            }
            if (
                line.IsKind(at, AtomKind.Mark) && line.Text(at)[0] < '\u0080'
                || !numerals.TryRead(line, at, out var numeral)
            )
            {
                at++;
                continue;
            }
            if (IsIdiom(line, numeral))
            {
                at = numeral.Next;
                continue;
            }
            var figure = FigureReader.Read(line, numeral, tables, numerals);
            at = Math.Max(at + 1, figure.Next);
            Add(line, figure, found, times);
        }
    }

    /// <summary>"no" before a mark, or "one" as a pronoun.</summary>
    private static bool IsIdiom(AtomLine line, Numeral numeral) =>
        numeral.Form switch
        {
            NumeralForm.Idiom => true,
            NumeralForm.No => !line.IsKind(numeral.Next, AtomKind.Letters),
            NumeralForm.Words when numeral.Next == numeral.First + 1 && numeral.Value == 1 => IsPronoun(
                line,
                numeral.First
            ) && !line.Is(numeral.Next, Particle.Of),
            _ => false,
        };

    private static bool IsPronoun(AtomLine line, int at) =>
        line.Sentence is { } sentence && sentence[line[at].Word].Tag is Upos.Pron or Upos.Noun;

    private static void Add(
        AtomLine line,
        Figure figure,
        ImmutableArray<Quantity>.Builder found,
        ReadOnlySpan<TimeExpression> times
    )
    {
        var sentence = line.Sentence!;
        var (start, end) = (line[figure.First].Start, line[figure.Next - 1].End);
        var kind = figure.Kind;
        if (kind is not (QuantityKind.Duration or QuantityKind.Label) && IsWithin(times, sentence.InTitle, start, end))
            kind = QuantityKind.Time;
        else if (kind == QuantityKind.Count && YearShape.IsYear(line, figure))
            kind = QuantityKind.Time;
        var (first, last) = (line[figure.First].Word, line[figure.Next - 1].Word);
        found.Add(
            new Quantity
            {
                Sentence = sentence.Index,
                First = first,
                Last = last,
                Kind = kind,
                Count = figure.Count,
                Unit = figure.Unit,
                Counted = kind
                    is QuantityKind.Count
                        or QuantityKind.Fraction
                        or QuantityKind.Percentage
                        or QuantityKind.Ordinal
                        or QuantityKind.Rate
                        or QuantityKind.Age
                    ? CountedWord.Of(sentence, first, last, line.Particles)
                    : -1,
                Span = sentence.InTitle
                    ? TextSpan.OfTitle(sentence.Source, start, end)
                    : TextSpan.OfText(sentence.Source, start, end),
            }
        );
    }

    private static bool IsWithin(ReadOnlySpan<TimeExpression> times, bool inTitle, int start, int end)
    {
        foreach (var time in times)
            if (!time.IsDuration && time.Span.InTitle == inTitle && time.Span.Start <= start && end <= time.Span.End)
                return true;
        return false;
    }
}
