using Annals.Record;

namespace Annals.Language;

/// <summary>A number with its bounds and unit: atoms from First to before Next.</summary>
internal readonly record struct Figure(int First, int Next, QuantityKind Kind, Count Count, string? Unit);

/// <summary>Puts bounds, ranges and units around a bare number: "at least 30", "30 to 40 percent", "one in five".</summary>
internal static class FigureReader
{
    public static Figure Read(AtomLine line, Numeral numeral, NumberWords tables, NumeralReader numerals)
    {
        var (first, next, count) = (numeral.First, numeral.Next, numeral.Count);
        var unit = UnitBefore(line, ref first, tables);
        var unitAfter = unit is null ? UnitAfter(line, ref next, tables, numeral) : null;
        if (unit is { Kind: QuantityKind.Money })
            count = ScaledByM(line, ref next, count);
        unit ??= unitAfter;
        if (unit is null && IsOneIn(line, numeral, numerals, out var share, out var shareEnd))
            return new Figure(first, shareEnd, QuantityKind.Fraction, Count.Exactly(share), null);

        var isRange = false;
        if (
            numeral.IsCardinal
            && IsRange(line, first, next, numeral, unit, numerals, tables, out var range, out var rangeEnd)
        )
        {
            (count, next, isRange) = (range, rangeEnd, true);
            unit ??= UnitAfter(line, ref next, tables, numeral);
        }
        var kind = KindOf(numeral, unit);
        var steps = kind is QuantityKind.Count or QuantityKind.Ordinal;
        (count, first) = Bounded(line, first, count, steps, isRange, tables, numeral);
        if (
            !isRange
            && tables.BoundsAfter.Match(line, next, out var after) is { } bound
            && IsBoundAfter(line, next, after)
        )
            (count, next) = (bound.Apply(count, steps), after);
        unit ??= AgeOf(line, first, next, numeral) ?? UnitBefore(line, ref first, tables);
        kind = unit?.Kind ?? kind;
        if (
            kind is QuantityKind.Count or QuantityKind.Distance or QuantityKind.Weight
            && RateAfter(line, next, tables) is { } per
        )
            return new Figure(first, next, QuantityKind.Rate, count, unit is null ? per : $"{unit.Name} {per}");
        return new Figure(first, next, kind, count, unit?.Name);
    }

    private static QuantityKind KindOf(Numeral numeral, Unit? unit) =>
        unit?.Kind
        ?? numeral.Form switch
        {
            NumeralForm.Ordinal => QuantityKind.Ordinal,
            NumeralForm.Fraction => QuantityKind.Fraction,
            _ => QuantityKind.Count,
        };

    private static Unit? UnitBefore(AtomLine line, ref int first, NumberWords tables)
    {
        if (tables.UnitsBefore.MatchBefore(line, first, out var start) is not { } unit)
            return null;
        first = start;
        return unit;
    }

    private static Unit? UnitAfter(AtomLine line, ref int next, NumberWords tables, Numeral numeral)
    {
        if (numeral.Form is NumeralForm.Ordinal)
            return null;
        var at = line.IsDash(next) && line.IsGlued(next) && line.IsGlued(next + 1) ? next + 1 : next;
        if (tables.UnitsAfter.Match(line, at, out var end) is not { } unit)
            return null;
        // One letter is a unit only where it is glued to its number or stands in lower case ("30 m", not "30 M").
        if (
            end == at + 1
            && line.Text(at).Length == 1
            && char.IsLetter(line.Text(at)[0])
            && !line.IsGlued(at)
            && char.IsUpper(line.Text(at)[0])
        )
            return null;
        next = unit.LooksAhead ? end - 1 : end;
        return unit;
    }

    /// <summary>"$30m": only money makes millions of an m.</summary>
    private static Count ScaledByM(AtomLine line, ref int next, Count count)
    {
        if (!line.Is(next, Particle.Million) || !line.IsGlued(next) || count.Best is not { } value)
            return count;
        next++;
        return Count.Exactly((double)((decimal)value * 1_000_000));
    }

    /// <summary>"one in five", "three out of four", "nine of every ten".</summary>
    private static bool IsOneIn(AtomLine line, Numeral numeral, NumeralReader numerals, out double share, out int end)
    {
        (share, end) = (0, numeral.Next);
        if (!numeral.IsCardinal || numeral.Value < 1)
            return false;
        var at = numeral.Next;
        var inEvery =
            line.Is(at, Particle.In) ? at + 1
            : line.Is(at, Particle.Out) && line.Is(at + 1, Particle.Of) ? at + 2
            : line.Is(at, Particle.Of) && line.Is(at + 1, Particle.Every) ? at + 1
            : -1;
        if (inEvery < 0)
            return false;
        var every = line.Is(inEvery, Particle.Every);
        if (
            !numerals.TryRead(line, every ? inEvery + 1 : inEvery, out var whole)
            || !whole.IsCardinal
            || whole.Value <= numeral.Value
        )
            return false;
        if (
            line.Is(at, Particle.In)
            && !every
            && (numeral.Value > 20 || whole.Value is not (<= 12 or 20 or 25 or 50 or 100 or 1000 or 10_000 or 100_000))
        )
            return false;
        (share, end) = (numeral.Value / whole.Value, whole.Next);
        return true;
    }

    /// <summary>"30 to 40", "30-40", "30 or 40", "between 30 and 40", "30% to 40%", "two to three hundred".</summary>
    private static bool IsRange(
        AtomLine line,
        int first,
        int next,
        Numeral low,
        Unit? unit,
        NumeralReader numerals,
        NumberWords tables,
        out Count range,
        out int end
    )
    {
        (range, end) = (Count.Unknown, next);
        var dash = line.IsDash(next);
        var joined =
            dash
            || line.Is(next, Particle.To)
            || line.Is(next, Particle.Or)
            || line.Is(next, Particle.And) && IsBetween(line, first, tables);
        if (!joined)
            return false;
        var at = next + 1;
        while (unit is { Kind: QuantityKind.Money } && line.IsKind(at, AtomKind.Mark))
            at++;
        if (line.Is(next, Particle.Or) && line.Is(at, Particle.Even))
            at++;
        if (!numerals.TryRead(line, at, out var high) || !high.IsCardinal || dash && low.Form != high.Form)
            return false;
        var (from, to) = (low.Value, high.Value);
        if (low.Scale == 1 && high.Scale > 1 && from * high.Scale < to)
            from *= high.Scale;
        if (from >= to || line.Is(next, Particle.To) && to > from * 1000 && from > 0)
            return false;
        var after = high.Next;
        if (unit is not null && UnitAfter(line, ref after, tables, high) is { } second && second.Kind != unit.Kind)
            return false;
        (range, end) = (new Count(from, null, to), after);
        return true;
    }

    private static bool IsBetween(AtomLine line, int first, NumberWords tables) =>
        tables.BoundsBefore.MatchBefore(line, first, out _) is { Rule: BoundRule.Between };

    /// <summary>Reads the words before a number from the nearest outward, as long as they bound it.</summary>
    private static (Count Count, int First) Bounded(
        AtomLine line,
        int first,
        Count count,
        bool steps,
        bool isRange,
        NumberWords tables,
        Numeral numeral
    )
    {
        if (numeral.Form is NumeralForm.Ordinal or NumeralForm.No or NumeralForm.Zero or NumeralForm.Group)
            return (count, first);
        var (start, at) = (first, first);
        var plain = count;
        while (
            tables.BoundsBefore.MatchBefore(line, at, out var before) is { } bound
            && !IsAboutSomething(line, before, at)
            && !IsParticle(line, before, at)
        )
        {
            at = before;
            if (bound.Rule == BoundRule.Filler || bound.Rule == BoundRule.Exact)
                continue;
            if (bound.Rule == BoundRule.Between)
            {
                if (isRange)
                    start = before;
                break;
            }
            // The outer word decides: "at least some 30" is at least 30.
            if (!isRange)
                count = bound.Apply(plain, steps);
            start = before;
        }
        return (count, start);
    }

    /// <summary>"a report about two attacks": the tagger tells the preposition from the bound.</summary>
    private static bool IsAboutSomething(AtomLine line, int before, int at) =>
        at == before + 1
        && line.Is(before, Particle.About)
        && line.Sentence is { } sentence
        && sentence[line[before].Word].Tag == Upos.Adp;

    /// <summary>"handed over 38 soldiers": the verb and its particle, and no more than 38.</summary>
    private static bool IsParticle(AtomLine line, int before, int at) =>
        at == before + 1
        && before > 0
        && line.Is(before, Particle.Over)
        && line.Sentence is { } sentence
        && line.Particles.Holds(Particle.OverVerb, sentence[line[before - 1].Word].Lemma);

    /// <summary>"odd" is a bound only where a dash joins it: "30 odd shoes" are odd.</summary>
    private static bool IsBoundAfter(AtomLine line, int next, int after) =>
        !(line.Is(next, Particle.Odd) && after == next + 1)
        && !(line.Is(next, Particle.Plus) && !line.IsGlued(next))
        && !(line.Is(next, Particle.Maximum) && after < line.Length && line.IsKind(after, AtomKind.Letters));

    private static readonly Unit Years = new(QuantityKind.Age, "years", false);

    /// <summary>"Omar Saleh, 34, said": a name, and the number between commas or in brackets.</summary>
    private static Unit? AgeOf(AtomLine line, int first, int next, Numeral numeral)
    {
        if (numeral.Form != NumeralForm.Digits || numeral.Value is < 1 or > 115 || next != first + 1 || first < 2)
            return null;
        var closed =
            line.Is(first - 1, ",") && (line.Is(next, ",") || line.Is(next, ".") || line.Is(next, ";"))
            || line.Is(first - 1, "(") && line.Is(next, ")");
        if (!closed || line.IsGlued(first) && line.Is(first - 1, ",") || !line.IsKind(first - 2, AtomKind.Letters))
            return null;
        var sentence = line.Sentence!;
        ref readonly var name = ref sentence[line[first - 2].Word];
        return
            name.Tag is Upos.Propn or Upos.X
            && char.IsUpper(line.Text(first - 2)[0])
            && first > 2
            && line.IsKind(first - 3, AtomKind.Letters)
            && char.IsUpper(line.Text(first - 3)[0])
            ? Years
            : null;
    }

    /// <summary>"30 a day", "30 people per week"; not "30 people a day later".</summary>
    private static string? RateAfter(AtomLine line, int next, NumberWords tables)
    {
        for (var at = next; at <= next + 2 && line.IsKind(at, AtomKind.Letters); at++)
        {
            var isPer = line.Is(at, Particle.Per) || line.Is(at, Particle.Indefinite) || line.Is(at, Particle.Every);
            if (!isPer)
                continue;
            if (
                tables.UnitsAfter.Match(line, at + 1, out var end) is not { Kind: QuantityKind.Duration }
                || end != at + 2
                || line.EndsIn(at + 1, Particle.PluralEnding)
            )
                return null;
            return line.Is(end, Particle.Reckoning) ? null : $"per {line.Text(at + 1).ToString().ToLowerInvariant()}";
        }
        return null;
    }
}
