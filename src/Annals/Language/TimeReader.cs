using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;
using NodaTime;

namespace Annals.Language;

/// <summary>
/// Finds the times of an article and settles them on the calendar, in the order of the text, so that "two days earlier"
/// finds the time before it. What the text does not settle stays open: the day of publication never stands in for it.
/// </summary>
public sealed class TimeReader
{
    private readonly TimeWords words;
    private readonly Particles particles;
    private readonly Lexicon<string> saying;
    private readonly DateReader dates;
    private readonly RelativeReader relatives;
    private readonly ClockReader clocks;
    private readonly Outlook outlook;
    private AtomLine? spare;

    private TimeReader(TimeWords words, NumberWords numbers, Lexicon<string> saying, Particles particles)
    {
        this.particles = particles;
        this.words = words;
        this.saying = saying;
        dates = new DateReader(words);
        relatives = new RelativeReader(words, new NumeralReader(numbers));
        clocks = new ClockReader(words);
        outlook = new Outlook(words);
    }

    /// <summary>Loads `times.tsv`, `saying.tsv` and the number tables of `data/english`.</summary>
    public static TimeReader Load(KnowledgeFolder knowledge) => Load(knowledge, SmallWords.Load(knowledge));

    internal static TimeReader Load(KnowledgeFolder knowledge, SmallWords small) =>
        new(
            small.Times,
            small.Numbers,
            new Lexicon<string>(
                from row in knowledge.LanguageTable("saying.tsv").Rows
                from form in row.List("forms").Append(row.Required("lemma"))
                select (form, row.Required("kind"))
            ),
            small.Particles
        );

    public ImmutableArray<TimeExpression> Read(IReadOnlyList<Sentence> sentences, Publication publication)
    {
        var context = new TimeContext(publication);
        var found = ImmutableArray.CreateBuilder<TimeExpression>();
        var line = Interlocked.Exchange(ref spare, null) ?? new AtomLine(particles);
        for (var index = 0; index < sentences.Count; index++)
        {
            context.Begin(sentences[index].Index);
            line.Fill(sentences[index]);
            for (var at = 0; at < line.Length; )
            {
                if (line.IsKind(at, AtomKind.Mark) || Whole(line, at, context) is not { } moment)
                {
                    at += 1;
                    continue;
                }
                found.Add(Expression(line, moment));
                context.Remember(moment, IsSaid(line, moment));
                at = Math.Max(at + 1, moment.Next);
            }
        }
        spare = line;
        return found.ToImmutable();
    }

    private static TimeExpression Expression(AtomLine line, Moment moment)
    {
        var sentence = line.Sentence!;
        var (start, end) = (line[moment.First].Start, line[moment.Next - 1].End);
        var span = sentence.InTitle
            ? TextSpan.OfTitle(sentence.Source, start, end)
            : TextSpan.OfText(sentence.Source, start, end);
        return new TimeExpression
        {
            Sentence = sentence.Index,
            First = line[moment.First].Word,
            Last = line[moment.Next - 1].Word,
            Time = moment.ToTime([span]),
            IsDuration = moment.IsDuration,
            DurationDays = moment.DurationDays,
            Span = span,
        };
    }

    /// <summary>A time with what opens it ("since"), the other end of a range, and its clock.</summary>
    private Moment? Whole(AtomLine line, int at, TimeContext context)
    {
        var opener = Opener(line, at, out var begin);
        if (words.At(line, at, out _) is [{ Role: TimeRole.None }, ..])
            return null;
        var start = line.Is(begin, Particle.Definite) && begin > at ? begin + 1 : begin;
        var point = Edged(line, start, context);
        if (point is null && start == begin && line.Is(at, Particle.Definite))
            return null;
        if (point is null)
            return null;
        if (point.IsDuration)
            return start > at ? null : point;
        point = Ranged(line, point, context);
        return opener switch
        {
            TimeRole.Since => Open(point, at, point.Stretch.From, null),
            TimeRole.Until or TimeRole.By => Open(point, at, null, point.Stretch.To),
            TimeRole.Before when !IsPossessive(line, point.Next) => Open(
                point,
                at,
                null,
                point.Stretch.From?.PlusDays(-1)
            ),
            TimeRole.After when !IsPossessive(line, point.Next) => Open(point, at, point.Stretch.To?.PlusDays(1), null),
            TimeRole.From when words.As(line, point.Next, TimeRole.Onward, out var on) is not null => Open(
                point,
                at,
                point.Stretch.From,
                null
            ) with
            {
                Next = on,
            },
            TimeRole.Before or TimeRole.After => null,
            _ => point,
        };
    }

    private TimeRole Opener(AtomLine line, int at, out int begin)
    {
        foreach (var word in words.At(line, at, out begin))
            if (
                word.Role
                is TimeRole.Since
                    or TimeRole.Until
                    or TimeRole.Before
                    or TimeRole.After
                    or TimeRole.By
                    or TimeRole.From
            )
                return word.Role;
        begin = at;
        return TimeRole.Lead;
    }

    private static bool IsPossessive(AtomLine line, int at) => line.Is(at, "'") || line.Is(at, "\u2019");

    private static Moment Open(Moment moment, int first, LocalDate? from, LocalDate? to) =>
        moment with
        {
            First = first,
            Stretch = new(from, to),
            Weekday = 0,
        };

    /// <summary>"early June 2013", "late last year", "mid-1990s", "the second half of 2014".</summary>
    private Moment? Edged(AtomLine line, int at, TimeContext context)
    {
        if (words.As(line, at, TimeRole.Edge, out var next) is not { } edge)
            return Clocked(line, at, context);
        var start = line.IsDash(next) ? next + 1 : next;
        if (
            words.As(line, start, TimeRole.To, out _) is not null
            || line.Is(start, Particle.In)
            || line.Is(start, Particle.On)
        )
            start++;
        if (line.Is(start, Particle.Definite))
            start++;
        if (
            Clocked(line, start, context) is not { IsDuration: false } moment
            || moment.Basis == Moment.ByOther && moment.Precision <= TimePrecision.Day && !moment.IsSettled
        )
            return null;
        if (moment.Stretch is not { From: { } from, To: { } to } || from == to)
            return moment with { First = at };
        if (edge.Value < 10)
            return context.Published is { } day && from <= day && day <= to
                ? moment with
                {
                    First = at,
                    Stretch = edge.Value == 1 ? new(from, day) : new(day, to),
                }
                : moment with
                {
                    First = at,
                };
        return moment with
        {
            First = at,
            Stretch = PartOf(from, to, edge.Value / 100, edge.Value % 10),
            Precision = Finer(moment.Precision),
        };
    }

    private static TimePrecision Finer(TimePrecision precision) =>
        precision switch
        {
            TimePrecision.Month or TimePrecision.Week => TimePrecision.Days,
            TimePrecision.Year => TimePrecision.Season,
            _ => precision,
        };

    /// <summary>A part of a stretch: of a month by tens of days, of a year by months, of a decade by years, else by days.</summary>
    private static Stretch PartOf(LocalDate from, LocalDate to, int part, int parts)
    {
        var days = Period.DaysBetween(from, to) + 1;
        if (days is >= 28 and <= 31 && parts == 3)
            return new(from.PlusDays(10 * (part - 1)), part == 3 ? to : from.PlusDays(10 * part - 1));
        if (days is 365 or 366)
            return new(from.PlusMonths(12 / parts * (part - 1)), from.PlusMonths(12 / parts * part).PlusDays(-1));
        if (days is > 3600 and < 3700 && parts == 3)
            return part switch
            {
                1 => new(from, from.PlusYears(4).PlusDays(-1)),
                2 => new(from.PlusYears(4), from.PlusYears(7).PlusDays(-1)),
                _ => new(from.PlusYears(7), to),
            };
        return new(
            from.PlusDays(days * (part - 1) / parts),
            part == parts ? to : from.PlusDays(days * part / parts - 1)
        );
    }

    /// <summary>A day with the hour before or after it, or an hour alone, which is of the last day told.</summary>
    private Moment? Clocked(AtomLine line, int at, TimeContext context)
    {
        if (clocks.Read(line, at) is not { } clock)
            return Point(line, at, context) is { } point ? WithClock(line, point) : null;
        var next = clock.Next;
        while (
            line.Is(next, Particle.On)
            || line.Is(next, ",")
            || line.Is(next, Particle.In)
            || line.Is(next, Particle.Definite)
            || words.Is(line, next, TimeRole.Part)
        )
            next++;
        if (Point(line, next, context) is { IsDuration: false, Precision: <= TimePrecision.Days } day)
            return day with
            {
                First = at,
                Clock = clock.Clock,
                Zone = clock.Zone,
                Precision = clock.Precision,
                Weekday = 0,
            };
        return context.Anchor is { Stretch: var stretch, Precision: <= TimePrecision.Day } && stretch.From == stretch.To
            ? clock with
            {
                Stretch = stretch,
                Basis = Moment.ByOther,
            }
            : clock;
    }

    private Moment WithClock(AtomLine line, Moment point)
    {
        if (point.IsDuration || point.Precision > TimePrecision.Days)
            return point;
        if (words.As(line, point.Next, TimeRole.Part, out var part) is not null)
            point = point with { Next = part };
        var next = point.Next;
        while (
            line.Is(next, ",")
            || line.Is(next, Particle.ClockLead)
            || words.Is(line, next, TimeRole.After)
            || words.Is(line, next, TimeRole.Before)
        )
            next++;
        return next > point.Next && clocks.Read(line, next) is { } clock
            ? point with
            {
                Next = clock.Next,
                Clock = clock.Clock,
                Zone = clock.Zone,
                Precision = clock.Precision,
                Weekday = 0,
            }
            : point;
    }

    private Moment? Point(AtomLine line, int at, TimeContext context)
    {
        if (at >= line.Length)
            return null;
        var ahead = outlook.LooksAhead(line, at);
        if (WeekdayAndDate(line, at, context, ahead) is { } dated)
            return dated;
        return dates.Read(line, at, context, ahead) ?? relatives.Read(line, at, context, ahead);
    }

    /// <summary>"Tuesday, 5 May", "Tues., May 5", "Tuesday (May 5)": the date says which.</summary>
    private Moment? WeekdayAndDate(AtomLine line, int at, TimeContext context, bool ahead)
    {
        var full = words.As(line, at, TimeRole.Weekday, out var next);
        if (
            full is null && words.As(line, at, TimeRole.ShortWeekday, out next) is null
            || !char.IsUpper(line.Text(at)[0])
        )
            return null;
        if (words.As(line, next, TimeRole.Part, out var part) is not null)
            next = part;
        var bracket = line.Is(next, "(");
        while (line.Is(next, ",") || line.Is(next, ".") || line.Is(next, "(") || line.Is(next, Particle.Definite))
            next++;
        return dates.Read(line, next, context, ahead) is { Precision: <= TimePrecision.Days } date
            ? date with
            {
                First = at,
                Next = bracket && line.Is(date.Next, ")") ? date.Next + 1 : date.Next,
            }
            : null;
    }

    /// <summary>"3 May to 5 June", "between Monday and Wednesday", "2011 to 2013", "the night of Friday to Saturday".</summary>
    private Moment Ranged(AtomLine line, Moment early, TimeContext context)
    {
        var isBetween = line.Is(early.Next, Particle.And) && words.IsBefore(line, early.First, TimeRole.Between);
        if (!isBetween && !line.IsDash(early.Next) && !words.Is(line, early.Next, TimeRole.To))
            return early;
        var begin = early.Next + 1;
        while (line.Is(begin, Particle.Definite) || line.Is(begin, Particle.On))
            begin++;
        if (early.IsDuration || Edged(line, begin, context) is not { IsDuration: false } to || to.IsClockOnly)
            return early;
        if (early.Weekday > 0 && to.Weekday > 0 && to.Stretch.To is { } end)
            early = early with { Stretch = Stretch.Day(RelativeReader.OnOrBefore(end, early.Weekday)) };
        else if (early.Parts is { Month: not null, Year: null } && to.Parts.Year is { } year)
            early = DateReader.Resolve(
                early.First,
                early.Next,
                early.Parts with
                {
                    Year = to.Parts.Month < early.Parts.Month ? year - 1 : year,
                },
                context,
                false
            );
        else if (early.Parts is { Month: not null, Year: not null } && to.Parts is { Month: { } month, Year: null })
            to = DateReader.Resolve(
                to.First,
                to.Next,
                to.Parts with
                {
                    Year = month < early.Parts.Month ? early.Parts.Year + 1 : early.Parts.Year,
                },
                context,
                false
            );
        // "between June and July", read in June: the June of the July that has passed.
        else if (
            early.Stretch.From > to.Stretch.To
            && early.Parts is { Month: { } first, Year: null }
            && to.Parts is { Month: { } last, Year: null }
            && to.Stretch.To is { } ends
        )
            early = DateReader.Resolve(
                early.First,
                early.Next,
                early.Parts with
                {
                    Year = first > last ? ends.Year - 1 : ends.Year,
                },
                context,
                false
            );
        return early.Stretch.From > to.Stretch.To ? early : DateReader.Joined(early, to);
    }

    /// <summary>The time of a saying ("officials said on Tuesday") is no event's.</summary>
    private bool IsSaid(AtomLine line, Moment moment)
    {
        for (var at = Math.Max(0, moment.First - 3); at < moment.First; at++)
            if (saying.Match(line, at, out _) is not null)
                return true;
        return saying.Match(line, moment.Next, out _) is not null;
    }
}

/// <summary>Whether a time lies ahead ("will meet on Friday") or behind, by the verb words nearest to it.</summary>
internal sealed class Outlook(TimeWords words)
{
    private const int Reach = 14;

    public bool LooksAhead(AtomLine line, int at)
    {
        for (var before = at - 1; before >= Math.Max(0, at - Reach); before--)
        {
            if (line.Is(before, ";"))
                break;
            foreach (var word in words.At(line, before, out _))
                if (word.Role is TimeRole.Past || (word.Role is TimeRole.Future && !IsThing(line, before)))
                    return word.Role == TimeRole.Future;
            if (IsPastVerb(line, before))
                return false;
        }
        if (at > 3)
            return false;
        for (var after = at + 1; after < Math.Min(line.Length, at + Reach); after++)
        {
            foreach (var word in words.At(line, after, out _))
                if (word.Role is TimeRole.Future or TimeRole.Past)
                    return word.Role == TimeRole.Future;
            if (IsPastVerb(line, after))
                return false;
        }
        return false;
    }

    /// <summary>"demonstrated against a land plan": a noun, and no "plan to" do anything.</summary>
    private static bool IsThing(AtomLine line, int at) =>
        line.Sentence is { } sentence
        && line[at].Word is var word
        && sentence[word].Tag is Upos.Noun
        && (word + 1 >= sentence.Length || sentence[word + 1].Lemma is not ("to" or "for"));

    private static bool IsPastVerb(AtomLine line, int at) =>
        line.Sentence is { } sentence && sentence[line[at].Word] is { Tag: Upos.Verb, Xpos: "VBD" or "VBN" };
}
