using Annals.Record;
using NodaTime;

namespace Annals.Language;

/// <summary>
/// Reads "fiscal year 2019", "FY19", "the 2018-19 fiscal year". Whose fiscal year it is decides its days, and the text seldom says: two years
/// hold it between them; of one year alone the name is kept, and its days are not guessed.
/// </summary>
internal sealed class FiscalYears(TimeWords words)
{
    private const string Basis = "fiscal year";

    public Moment? WordFirst(AtomLine line, int at)
    {
        if (words.As(line, at, TimeRole.Fiscal, out var next) is null)
            return null;
        var year = TimeWords.Number(line, next, 4, 4);
        if (year < 0 && line.IsGlued(next) && TimeWords.Number(line, next, 2, 2) is >= 0 and var brief)
            year = 2000 + brief;
        return year < 1000 ? null : Named(line, at, next, year, out _);
    }

    public Moment? YearFirst(AtomLine line, int at)
    {
        var year = TimeWords.Number(line, at, 4, 4);
        if (year < 1000)
            return null;
        var moment = Named(line, at, at, year, out var next);
        return words.As(line, next, TimeRole.Fiscal, out var end) is null ? null : moment with { Next = end };
    }

    private static Moment Named(AtomLine line, int first, int at, int year, out int next)
    {
        var last = Second(line, at, year);
        next = last is null ? at + 1 : at + 3;
        return new Moment(first, next)
        {
            Stretch = last is { } end ? new(new LocalDate(year, 1, 1), new LocalDate(end, 12, 31)) : default,
            Precision = TimePrecision.Year,
            Partial = last is null ? $"{year:0000}" : $"{year:0000}/{last:0000}",
            Basis = Basis,
        };
    }

    /// <summary>The second year of "2018-19", "2018/19" and "2018/2019", where it is the next one.</summary>
    private static int? Second(AtomLine line, int at, int year)
    {
        if (!(line.IsDash(at + 1) || line.Is(at + 1, "/")) || !line.IsGlued(at + 1))
            return null;
        var second = TimeWords.Number(line, at + 2, 4, 4);
        if (second < 0 && TimeWords.Number(line, at + 2, 2, 2) is >= 0 and var brief)
            second = (year / 100 * 100) + brief + (brief == 0 ? 100 : 0);
        return second == year + 1 ? second : null;
    }
}
