using System.Globalization;
using Annals.Record;

namespace Annals.Language;

internal enum NumeralForm
{
    Digits,
    Words,
    Vague,
    Zero,
    No,
    Group,
    Ordinal,
    Fraction,
    Idiom,
}

/// <summary>A number without bounds and unit: atoms from First to before Next. Scale: the last scale word's factor, 1 for none.</summary>
internal readonly record struct Numeral(Count Count, int First, int Next, NumeralForm Form, double Scale = 1)
{
    public double Value => Count.Shown ?? 0;

    public bool IsCardinal => Form is NumeralForm.Digits or NumeralForm.Words;
}

/// <summary>Reads a number at an atom: digits, words, both ("1.2 million"), "a dozen", "several hundred", "two-thirds", "3rd".</summary>
internal sealed class NumeralReader(NumberWords tables)
{
    public bool TryRead(AtomLine line, int at, out Numeral numeral)
    {
        numeral = default;
        if (line.IsKind(at, AtomKind.Digits))
            return ReadDigits(line, at, out numeral);
        if (line.Is(at, Particle.Indefinite))
            return ReadAfterArticle(line, at, out numeral);
        return tables.Words.Match(line, at, out var next) is { } word && ReadWord(line, at, word, next, out numeral);
    }

    private bool ReadWord(AtomLine line, int at, NumberWord word, int next, out Numeral numeral)
    {
        numeral = default;
        switch (word.Role)
        {
            case NumberRole.Unit or NumberRole.Ten:
                numeral = Compose(line, at);
                return true;
            case NumberRole.Vague:
                numeral = Multiplied(line, at, word.Count, next, NumeralForm.Vague);
                return true;
            case NumberRole.Many:
                numeral = new Numeral(word.Count, at, next, NumeralForm.Vague);
                return true;
            case NumberRole.Zero or NumberRole.No:
                numeral = new Numeral(
                    word.Count,
                    at,
                    next,
                    word.Role == NumberRole.No ? NumeralForm.No : NumeralForm.Zero
                );
                return true;
            case NumberRole.Idiom:
                numeral = new Numeral(Count.Unknown, at, next, NumeralForm.Idiom);
                return true;
            case NumberRole.Group:
                numeral = new Numeral(word.Count, at, next, NumeralForm.Group);
                return true;
            case NumberRole.Ordinal:
                numeral = new Numeral(word.Count, at, next, NumeralForm.Ordinal);
                return true;
            case NumberRole.Fraction when word.Value == 0.5 && line.Is(at, Particle.Half):
                numeral = ReadHalf(line, at, next);
                return true;
            case NumberRole.Fraction when !line.IsKind(at, AtomKind.Letters):
                numeral = new Numeral(word.Count, at, next, NumeralForm.Fraction);
                return true;
            case NumberRole.Scale when word.Value is 12 or 100 or 1000:
                // "dozen", "hundred" alone, as headlines have it.
                numeral = Multiplied(line, at, Count.Exactly(1), at, NumeralForm.Words);
                return true;
            default:
                return false;
        }
    }

    /// <summary>"half a million" is a number, "half of them" a part.</summary>
    private Numeral ReadHalf(AtomLine line, int at, int next)
    {
        var scale = line.IsDash(next) ? next + 1 : next;
        if (line.Is(scale, Particle.Indefinite))
            scale = line.IsDash(scale + 1) ? scale + 2 : scale + 1;
        return tables.Words.Match(line, scale, out var after) is { Role: NumberRole.Scale } word
            ? new Numeral(Count.Exactly(word.Value / 2), at, after, NumeralForm.Words, word.Value)
            : new Numeral(Count.Exactly(0.5), at, next, NumeralForm.Fraction);
    }

    private bool ReadAfterArticle(AtomLine line, int at, out Numeral numeral)
    {
        numeral = default;
        if (tables.Words.Match(line, at, out var whole) is { } phrase && whole > at + 1)
            return ReadWord(line, at, phrase, whole, out numeral);
        if (tables.Words.Match(line, at + 1, out var next) is not { } word)
            return false;
        switch (word.Role)
        {
            case NumberRole.Scale when word.Value >= 12:
                numeral = Multiplied(line, at, Count.Exactly(1), at + 1, NumeralForm.Words);
                return true;
            case NumberRole.Vague:
                numeral = Multiplied(line, at, word.Count, next, NumeralForm.Vague);
                return true;
            case NumberRole.Fraction when word.Value != 0.5 && line.Is(next, Particle.Of):
                numeral = new Numeral(word.Count, at, next, NumeralForm.Fraction);
                return true;
            case NumberRole.Fraction when line.Is(at + 1, Particle.Half):
                numeral = ReadHalf(line, at + 1, next) with { First = at };
                return true;
            case NumberRole.Ordinal when line.Is(next, Particle.Of) && word.Value >= 3:
                numeral = new Numeral(Count.Exactly(1 / word.Value), at, next, NumeralForm.Fraction);
                return true;
            default:
                return false;
        }
    }

    private bool ReadDigits(AtomLine line, int at, out Numeral numeral)
    {
        numeral = default;
        var text = line.Text(at);
        if (
            text.Length > 24
            || !double.TryParse(
                text,
                NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
            return false;
        var next = at + 1;
        if (line.IsGlued(next) && line.IsKind(next, AtomKind.Letters))
        {
            if (line.Is(next, Particle.OrdinalEnding))
            {
                numeral = new Numeral(Count.Exactly(value), at, next + 1, NumeralForm.Ordinal);
                return true;
            }
            if (tables.Words.Match(line, next, out var after) is { Role: NumberRole.Suffix } suffix)
            {
                numeral = new Numeral(
                    Count.Exactly(Clean(value * suffix.Value)),
                    at,
                    after,
                    NumeralForm.Digits,
                    suffix.Value
                );
                return true;
            }
        }
        if (
            line.Is(next, "/")
            && line.IsGlued(next)
            && line.IsGlued(next + 1)
            && IsSmallDivisor(line, next + 1, value, out var divisor)
        )
        {
            numeral = new Numeral(Count.Exactly(value / divisor), at, next + 2, NumeralForm.Fraction);
            return true;
        }
        if (IsPart(line, next, value, out var part, out var partEnd))
        {
            numeral = new Numeral(Count.Exactly(part), at, partEnd, NumeralForm.Fraction);
            return true;
        }
        numeral = Multiplied(line, at, Count.Exactly(value), next, NumeralForm.Digits);
        return true;
    }

    private static bool IsSmallDivisor(AtomLine line, int at, double value, out double divisor) =>
        double.TryParse(line.Text(at), NumberStyles.None, CultureInfo.InvariantCulture, out divisor)
        && divisor is >= 2 and <= 10
        && value < divisor
        && value >= 1;

    /// <summary>Number words from "two" to "three hundred and twenty-five thousand", and "two-thirds".</summary>
    private Numeral Compose(AtomLine line, int first)
    {
        var (total, current, scale) = (0.0, 0.0, 1.0);
        var (at, lastRole) = (first, NumberRole.Scale);
        var largest = double.MaxValue;
        while (tables.Words.Match(line, at, out var next) is { } word)
        {
            if (
                word.Role == NumberRole.Unit
                && (lastRole == NumberRole.Scale || lastRole == NumberRole.Ten && word.Value < 10)
            )
                current += word.Value;
            else if (word.Role == NumberRole.Ten && lastRole == NumberRole.Scale)
                current += word.Value;
            else if (word.Role == NumberRole.Scale && word.Value is 100 or 12 or 20 && current is > 0 and < 100)
                (current, scale) = (current * word.Value, word.Value);
            else if (word.Role == NumberRole.Scale && word.Value >= 1000 && word.Value < largest && current > 0)
                (total, current, largest, scale) = (total + current * word.Value, 0, word.Value, word.Value);
            else if (word.Role is NumberRole.Ordinal && lastRole == NumberRole.Ten && word.Value < 10)
                return new Numeral(Count.Exactly(total + current + word.Value), first, next, NumeralForm.Ordinal);
            else
                break;
            lastRole = word.Role;
            at = next;
            var joined = at;
            if (line.IsDash(joined) && line.IsGlued(joined) && line.IsGlued(joined + 1))
                joined++;
            else if (line.Is(joined, Particle.And) && lastRole == NumberRole.Scale)
                joined++;
            if (joined != at && !Continues(line, joined, lastRole))
                break;
            at = joined;
        }
        var value = total + current;
        if (IsPart(line, at, value, out var part, out var end))
            return new Numeral(Count.Exactly(part), first, end, NumeralForm.Fraction);
        if (IsAndAHalf(line, at, out var after))
            return Multiplied(line, first, Count.Exactly(value + 0.5), after, NumeralForm.Words);
        return new Numeral(Count.Exactly(value), first, at, NumeralForm.Words, scale);
    }

    private bool Continues(AtomLine line, int at, NumberRole last) =>
        tables.Words.Match(line, at, out _) is { } word
        && (
            last == NumberRole.Scale ? word.Role is NumberRole.Unit or NumberRole.Ten
            : last == NumberRole.Ten
                ? word.Role is NumberRole.Unit or NumberRole.Scale || word is { Role: NumberRole.Ordinal, Value: < 10 }
            : word.Role == NumberRole.Scale
        );

    /// <summary>"two-thirds", "three quarters", "one fifth of".</summary>
    private bool IsPart(AtomLine line, int at, double value, out double part, out int end)
    {
        part = 0;
        end = at;
        if (value is < 1 or > 20 || !double.IsInteger(value))
            return false;
        var noun = line.IsDash(at) && line.IsGlued(at) ? at + 1 : at;
        if (tables.Words.Match(line, noun, out end) is not { } word)
            return false;
        if (word.Role == NumberRole.Fraction && value * word.Value < 1)
            part = value * word.Value;
        else if (
            word.Role == NumberRole.Ordinal
            && word.Value >= 3
            && value == 1
            && (noun > at || line.Is(end, Particle.Of))
        )
            part = 1 / word.Value;
        else
            return false;
        return true;
    }

    private static bool IsAndAHalf(AtomLine line, int at, out int after)
    {
        var dash = line.IsDash(at) ? 1 : 0;
        after = at;
        if (
            !line.Is(at + dash, Particle.And)
            || !line.Is(at + dash + 1 + dash, Particle.Indefinite)
            || !line.Is(at + dash + 2 + dash + dash, Particle.Half)
        )
            return false;
        after = at + dash + 3 + dash + dash;
        return true;
    }

    /// <summary>Scale words after a value ("1.2 million", "several hundred", "a couple of dozen").</summary>
    private Numeral Multiplied(AtomLine line, int first, Count count, int at, NumeralForm form)
    {
        var scale = 1.0;
        while (true)
        {
            var next = line.IsDash(at) && line.IsGlued(at) ? at + 1 : at;
            if (form == NumeralForm.Vague && line.Is(next, Particle.Of))
                next++;
            if (form == NumeralForm.Digits && scale == 1 && IsAndAHalf(line, next, out var half))
            {
                (count, at) = (Count.Exactly(count.Best!.Value + 0.5), half);
                continue;
            }
            if (tables.Words.Match(line, next, out var after) is not { Role: NumberRole.Scale } word)
                break;
            count = new Count(
                Times(count.Low, word.Value),
                Times(count.Best, word.Value),
                Times(count.High, word.Value)
            );
            (at, scale) = (after, word.Value);
        }
        return new Numeral(count, first, at, form, scale);
    }

    private static double? Times(double? value, double factor) => value is { } number ? Clean(number * factor) : null;

    /// <summary>1.2 million is 1200000, not 1199999.9999999998.</summary>
    private static double Clean(double value) => Math.Abs(value) < 1e15 ? (double)Math.Round((decimal)value, 6) : value;
}
