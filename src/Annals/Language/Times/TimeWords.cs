using System.Collections.Frozen;
using System.Globalization;
using Annals.Knowledge;

namespace Annals.Language;

/// <summary>What a word of `times.tsv` does; the file's head says what its value means.</summary>
internal enum TimeRole
{
    Month,
    ShortMonth,
    Weekday,
    ShortWeekday,
    Season,
    Unit,
    Day,
    Night,
    Weekend,
    Direction,
    Anchor,
    Part,
    Edge,
    Clock,
    HalfDay,
    Zone,
    Lead,
    Since,
    Until,
    Before,
    After,
    By,
    From,
    Between,
    To,
    Onward,
    Ago,
    Earlier,
    Later,
    Every,
    Frequency,
    Feast,
    Fiscal,
    Decade,
    Named,
    Future,
    Past,
    None,
}

internal sealed record TimeWord(TimeRole Role, int Value, string Name);

/// <summary>The table `times.tsv`: a phrase may have several roles ("earlier" bounds a month and follows a number).</summary>
internal sealed class TimeWords
{
    private readonly Lexicon<TimeWord[]> words;
    private readonly Lexicon<TimeWord[]> before;
    private readonly FrozenSet<string> named;

    private TimeWords(Dictionary<string, List<TimeWord>> entries)
    {
        named = entries
            .Where(entry => entry.Value.Exists(word => word.Role is TimeRole.Month or TimeRole.Weekday))
            .Select(entry => char.ToUpperInvariant(entry.Key[0]) + entry.Key[1..])
            .ToFrozenSet(StringComparer.Ordinal);
        words = new(entries.Select(entry => (entry.Key, entry.Value.ToArray())));
        before = new(entries.Select(entry => (entry.Key, entry.Value.ToArray())), backward: true);
    }

    public static TimeWords Load(KnowledgeFolder knowledge)
    {
        var entries = new Dictionary<string, List<TimeWord>>(StringComparer.Ordinal);
        foreach (var row in knowledge.LanguageTable("times.tsv").Rows)
        {
            var word = new TimeWord(row.Choice<TimeRole>("role"), (int)(row.OptionalNumber("value") ?? 0), row["name"]);
            foreach (var phrase in row.List("words"))
            {
                if (!entries.TryGetValue(phrase, out var list))
                    entries[phrase] = list = [];
                list.Add(word);
            }
        }
        return new TimeWords(entries);
    }

    /// <summary>A month or a day of the week, with its capital.</summary>
    public bool IsNamed(string form) => named.Contains(form);

    /// <summary>Whatever stands at an atom; empty for nothing.</summary>
    public ReadOnlySpan<TimeWord> At(AtomLine line, int at, out int next) => words.Match(line, at, out next);

    /// <summary>What stands at an atom in one role.</summary>
    public TimeWord? As(AtomLine line, int at, TimeRole role, out int next)
    {
        foreach (var word in At(line, at, out next))
            if (word.Role == role)
                return word;
        next = at;
        return null;
    }

    public bool Is(AtomLine line, int at, TimeRole role) => As(line, at, role, out _) is not null;

    /// <summary>What ends just before an atom in one role.</summary>
    public TimeWord? Before(AtomLine line, int at, TimeRole role, out int first)
    {
        foreach (var word in before.MatchBefore(line, at, out first) ?? [])
            if (word.Role == role)
                return word;
        first = at;
        return null;
    }

    public bool IsBefore(AtomLine line, int at, TimeRole role) => Before(line, at, role, out _) is not null;

    /// <summary>A whole number without marks, of a length between two bounds; -1 for none.</summary>
    public static int Number(AtomLine line, int at, int minLength, int maxLength) =>
        line.IsKind(at, AtomKind.Digits)
        && line.Text(at) is var text
        && text.Length >= minLength
        && text.Length <= maxLength
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : -1;
}
