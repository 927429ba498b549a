using Annals.Record;
using NodaTime;

namespace Annals.Language;

/// <summary>What a relative time is counted from: the publication, and the times told before it in the text.</summary>
internal sealed class TimeContext
{
    private readonly LocalDate? publishedFrom;
    private readonly LocalDate? publishedTo;
    private readonly TimePrecision publishedPrecision;
    private Moment? lastEvent;
    private Moment? lastSaid;
    private Moment? inSentence;
    private (int Sentence, int Year)? statedYear;

    public TimeContext(Publication publication)
    {
        publishedFrom = publication.From is { } from ? LocalDate.FromDateOnly(from) : null;
        publishedTo = publication.To is { } to ? LocalDate.FromDateOnly(to) : null;
        publishedPrecision = publication.Precision;
    }

    public int Sentence { get; private set; }

    /// <summary>The last day on which the article may have appeared.</summary>
    public LocalDate? Published => publishedFrom is null ? null : publishedTo;

    public void Begin(int sentence)
    {
        Sentence = sentence;
        inSentence = null;
    }

    /// <summary>The time that "two days earlier" counts from: of the same sentence, else the last event's, else the last saying's.</summary>
    public Moment? Anchor => inSentence ?? lastEvent ?? lastSaid;

    /// <summary>A year stated in this sentence or the one before, for the dates after it that leave theirs out.</summary>
    public int? RecentYear => statedYear is { } stated && Sentence - stated.Sentence <= 1 ? stated.Year : null;

    public void Remember(Moment moment, bool isSaid)
    {
        if (moment.IsDuration || moment.Stretch is not { From: { } from, To: not null })
            return;
        inSentence = moment;
        if (isSaid)
            lastSaid = moment;
        else
            lastEvent = moment;
        if (moment.Parts.Year is not null)
            statedYear = (Sentence, from.Year);
    }

    /// <summary>
    /// A time counted from the day of publication. Where only a month or year of publication is known, all that it may
    /// mean; where nothing is known, nothing, with what is known in EDTF's manner.
    /// </summary>
    /// <param name="isDated">A date that lies in the month of publication is of that month.</param>
    public Moment FromPublication(
        int first,
        int next,
        Func<LocalDate, Stretch> rule,
        TimePrecision precision,
        string partial,
        bool isDated = false
    )
    {
        var moment = new Moment(first, next)
        {
            Precision = precision,
            Basis = Moment.ByPublication,
            Partial = partial,
        };
        if (publishedFrom is not { } from || publishedTo is not { } to)
            return moment;
        try
        {
            var stretch = rule(to);
            if (from == to || rule(from) == stretch || isDated && stretch.From >= from)
                return moment with { Stretch = stretch };
            var wide = precision > publishedPrecision ? precision : publishedPrecision;
            return moment with { Stretch = stretch.Around(rule(from)), Precision = wide };
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            // "fifty thousand years ago": before the calendar begins.
            return moment;
        }
    }

    /// <summary>A time counted from the last one told.</summary>
    public Moment FromAnchor(
        int first,
        int next,
        Func<LocalDate, Stretch> rule,
        TimePrecision precision,
        string partial
    )
    {
        var moment = new Moment(first, next)
        {
            Precision = precision,
            Basis = Moment.ByOther,
            Partial = partial,
        };
        if (Anchor is not { Stretch: { From: { } from, To: { } to } } anchor)
            return moment;
        try
        {
            var (early, late) = (rule(from), rule(to));
            return moment with
            {
                Stretch = early == late ? early : early.Around(late),
                Precision = anchor.Precision is > TimePrecision.Day and var wide && wide > precision ? wide : precision,
            };
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            return moment;
        }
    }
}
