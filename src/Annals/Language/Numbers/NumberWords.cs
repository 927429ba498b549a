using System.Collections.Frozen;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Language;

/// <summary>What a word of `numbers.tsv` does in a number.</summary>
internal enum NumberRole
{
    /// <summary>one ... nineteen</summary>
    Unit,

    /// <summary>twenty ... ninety</summary>
    Ten,

    /// <summary>hundred, thousand, million, dozen: multiplies what stands before it.</summary>
    Scale,

    /// <summary>"bn", "k": a scale only where it is glued to digits.</summary>
    Suffix,

    /// <summary>several, a couple, a handful: bounds, and multiplies a scale after it.</summary>
    Vague,

    /// <summary>dozens, hundreds of thousands: bounds, complete in itself.</summary>
    Many,

    /// <summary>no one, none: nothing.</summary>
    Zero,

    /// <summary>"no": nothing, where a noun follows.</summary>
    No,

    /// <summary>twin, both, a pair of: says how many in a word.</summary>
    Group,

    Ordinal,

    /// <summary>half, thirds, quarter.</summary>
    Fraction,

    /// <summary>A noun whose number names it ("Resolution 1701").</summary>
    Label,

    /// <summary>Looks like a number and is none ("one another", "no longer").</summary>
    Idiom,
}

internal enum BoundRule
{
    Over,
    AtLeast,
    About,
    AtMost,
    Nearly,
    Under,
    Exact,
    Between,

    /// <summary>Stands between a bound and its number and says nothing ("at least another 30").</summary>
    Filler,
}

internal sealed record NumberWord(NumberRole Role, Count Count)
{
    public double Value => Count.Shown ?? 0;
}

internal sealed record Unit(QuantityKind Kind, string Name, bool LooksAhead);

internal sealed record Bound(BoundRule Rule)
{
    /// <summary>
    /// The contract's table of counts. Things that are counted step by one ("more than 30" begins at 31), measures do not.
    /// </summary>
    public Count Apply(Count count, bool steps)
    {
        if (count.Best is not { } value || count.High is null && Rule is not BoundRule.AtLeast)
            return count;
        var step = steps && double.IsInteger(value) ? 1 : 0;
        return Rule switch
        {
            BoundRule.Over => new(value + step, step > 0 ? value + step : null, null),
            BoundRule.AtLeast => new(value, null, null),
            BoundRule.About => new(null, value, null),
            BoundRule.AtMost => new(null, null, value),
            BoundRule.Nearly => new(null, value, value),
            BoundRule.Under => new(null, null, value - step),
            _ => count,
        };
    }
}

/// <summary>The tables `numbers.tsv`, `bounds.tsv` and `units.tsv`.</summary>
internal sealed class NumberWords
{
    public required Lexicon<NumberWord> Words { get; init; }

    /// <summary>one ... nineteen, each with its value.</summary>
    public required FrozenDictionary<string, int> Units { get; init; }

    public required Lexicon<Bound> BoundsBefore { get; init; }

    public required Lexicon<Bound> BoundsAfter { get; init; }

    public required Lexicon<Unit> UnitsBefore { get; init; }

    public required Lexicon<Unit> UnitsAfter { get; init; }

    public static NumberWords Load(KnowledgeFolder knowledge)
    {
        var bounds = knowledge.LanguageTable("bounds.tsv").Rows;
        var units = knowledge.LanguageTable("units.tsv").Rows;
        var numbers = knowledge.LanguageTable("numbers.tsv").Rows;
        return new()
        {
            Units = numbers
                .Where(row => row.Choice<NumberRole>("role") is NumberRole.Unit)
                .SelectMany(row => row.List("words"), (row, word) => (Word: word, Value: (int)row.Number("best")))
                .ToFrozenDictionary(unit => unit.Word, unit => unit.Value, StringComparer.Ordinal),
            Words = new(
                from row in numbers
                let count = new Count(row.OptionalNumber("low"), row.OptionalNumber("best"), row.OptionalNumber("high"))
                let word = new NumberWord(row.Choice<NumberRole>("role"), count)
                from phrase in row.List("words")
                select (phrase, word)
            ),
            BoundsBefore = BoundsAt("before"),
            BoundsAfter = BoundsAt("after"),
            UnitsBefore = UnitsAt("before"),
            UnitsAfter = UnitsAt("after"),
        };

        Lexicon<Bound> BoundsAt(string place) =>
            new(
                from row in bounds
                where Stands(row, place)
                let bound = new Bound(row.Choice<BoundRule>("rule"))
                from phrase in row.List("words")
                select (phrase, bound),
                backward: place == "before"
            );

        Lexicon<Unit> UnitsAt(string place) =>
            new(
                from row in units
                where Stands(row, place)
                from phrase in row.List("words")
                let unit = new Unit(
                    row.Choice<QuantityKind>("kind"),
                    row.Required("unit"),
                    phrase.EndsWith(" of", StringComparison.Ordinal)
                )
                select (phrase, unit),
                backward: place == "before"
            );
    }

    private static bool Stands(Table.Row row, string place) =>
        row.Required("place") is "before" or "after"
            ? row["place"] == place
            : throw row.Wrong($"\"{row["place"]}\" in \"place\" is neither before nor after");
}
