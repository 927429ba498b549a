using System.Globalization;
using Annals.Linking;
using Annals.Record;

namespace Annals.Store;

/// <summary>
/// One person decides: each decision is a row with who, when and why, and the events around it are made again at once.
/// </summary>
/// <param name="store">Open for writing.</param>
/// <param name="linker">Makes the events again.</param>
/// <param name="who">Whose decision it is.</param>
/// <param name="why">For whom comes after; may be null.</param>
public sealed class Reviewing(RecordStore store, Linker linker, string who, string? why)
{
    /// <summary>What a report says is so.</summary>
    /// <exception cref="UnfitDecisionException">There is no such report.</exception>
    public Review Confirm(string report) => Decide(Anchored(Find(report), Reviewed.Confirm));

    /// <summary>What a report says is not so, or no report at all: it is kept, and counts in no event.</summary>
    /// <exception cref="UnfitDecisionException">There is no such report.</exception>
    public Review Reject(string report) => Decide(Anchored(Find(report), Reviewed.Reject));

    /// <summary>A field of a report has another value.</summary>
    /// <exception cref="UnfitDecisionException">There is no such report or field, or the value is none of the field's.</exception>
    public Review Correct(string report, string field, string? value)
    {
        var found = Find(report);
        // Tried before it is kept: a decision that cannot be carried out would be in the way for ever.
        Reviewed.Corrected(found, field, value);
        if (field == "type" && !ReviewedCodes.Types.Knows(value ?? ""))
            throw new UnfitDecisionException($"\"{value}\" is no type; `annals ask types` lists them");
        return Decide(Anchored(found, Reviewed.Correct) with { Field = field, Value = value });
    }

    /// <summary>Two events are one. Whatever was split between the two before is one again.</summary>
    /// <exception cref="UnfitDecisionException">There is no such event.</exception>
    public IReadOnlyList<Review> Merge(string @event, string other)
    {
        var (one, two) = (ReportsOf(@event), ReportsOf(other));
        if (@event == other)
            throw new UnfitDecisionException($"{@event} is one event already");
        var pairs = store.Read(() => new Reviews(store).Pairs());
        return DecideAll([
            Towards(Anchored(one[0], Reviewed.Merge), two[0]),
            .. from mine in one
            from theirs in two
            where (mine, theirs) != (one[0], two[0]) && (IsSplit(mine, theirs) || IsSplit(theirs, mine))
            select Towards(Anchored(mine, Reviewed.Merge), theirs),
        ]);

        bool IsSplit(Report smaller, Report larger) =>
            pairs.GetValueOrDefault((smaller.Id, larger.Id)) == Reviewed.Split;
    }

    /// <summary>A report, with what else its article says of the event, is of another happening than the rest of the event.</summary>
    /// <param name="report">Its id.</param>
    /// <param name="alone">Without what else its article says of the event.</param>
    /// <exception cref="UnfitDecisionException">There is no such report, or its event has no other.</exception>
    public IReadOnlyList<Review> Split(string report, bool alone = false)
    {
        var one = Find(report);
        var @event =
            store.Connection.Value(
                "SELECT e.id FROM event_reports x JOIN events e ON e.seq = x.event WHERE x.report = @report AND e.retired_at IS NULL",
                ("report", report)
            ) as string
            ?? throw new UnfitDecisionException($"{report} is in no event");
        var all = ReportsOf(@event);
        var others = alone ? [] : all.Where(other => other.Article != one.Article).ToArray();
        if (others.Length == 0)
            others = [.. all.Where(other => other.Id != one.Id)];
        if (others.Length == 0)
            throw new UnfitDecisionException($"{report} is alone in {@event}");
        var mine = all.Where(other => other.Article == one.Article && !others.Contains(other)).ToArray();
        return DecideAll([
            .. from mineOne in mine from other in others select Towards(Anchored(mineOne, Reviewed.Split), other),
        ]);
    }

    /// <summary>A report that a person has made from an article, beside those of the coder; the article comes with it where it is new.</summary>
    /// <returns>Null where the very report is there already.</returns>
    /// <exception cref="UnfitDecisionException">The article is not there, or does not hold the words of the report.</exception>
    public Review? Add(Report report, Article? article)
    {
        var source =
            article
            ?? new RecordReader(store).Article(report.Article, null)
            ?? throw new UnfitDecisionException(
                $"{report.Id}: there is no article {report.Article}; give it with the report"
            );
        if (source.Id != report.Article)
            throw new UnfitDecisionException($"{report.Id}: is of {report.Article}, not of {source.Id}");
        if (report.Evidence.Length == 0)
            throw new UnfitDecisionException($"{report.Id}: has no evidence; a report stands on words of its article");
        if (report.AllSpans().FirstOrDefault(span => !source.Holds(span)) is { Text: not null } missing)
            throw new UnfitDecisionException(
                $"{report.Id}: \"{missing.Text}\" does not stand in {source.Id} at {missing.Start}"
            );
        if (IsAdded(report))
            return null;
        var review = Named(Anchored(report, Reviewed.Add) with { Value = Json.Write(report) });
        store.Transaction(() =>
        {
            var writer = new RecordWriter(store);
            if (article is not null)
                writer.Add(article);
            writer.AddByHand(report);
            Reviews.Add(store, review);
        });
        Relink();
        return review;
    }

    private bool IsAdded(Report report) =>
        store.Read(() =>
            store.Connection.Value(
                "SELECT 1 FROM reports WHERE id = @id AND coder = @by_hand AND retired_at IS NULL",
                ("id", report.Id),
                ("by_hand", RecordWriter.ByHand)
            )
        )
            is not null;

    private Report Find(string report) =>
        store
            .Read(() =>
                store.Connection.Query(
                    "SELECT body FROM reports WHERE id = @id AND retired_at IS NULL AND body IS NOT NULL",
                    row => Json.ReadReport(row.GetString(0)),
                    ("id", report)
                )
            )
            .FirstOrDefault()
        ?? throw new UnfitDecisionException(NoReport(report));

    private string NoReport(string id) =>
        store.Read(() => new RecordReader(store).ReportsOfEvent(id, null)) is { Count: > 0 } reports
            ? $"{id} is an event; decide on its reports: {string.Join(", ", reports.Select(report => report.Id))}"
            : $"there is no report {id}";

    private List<Report> ReportsOf(string @event) =>
        store.Read(() => new RecordReader(store).ReportsOfEvent(@event, null)) is { Count: > 0 } reports
            ? reports
            : throw new UnfitDecisionException($"there is no event {@event}");

    private Review Anchored(Report report, string decision)
    {
        var when = store.Time.GetUtcNow();
        return new Review
        {
            Id = "",
            Decision = decision,
            Article = report.Article,
            Span = report.Evidence.Length > 0 ? report.Evidence[0] : null,
            Kind = report.Kind,
            Type = (report as Happening)?.Type,
            Report = report.Id,
            Who = who,
            When = when,
            Why = why,
        };
    }

    private static Review Towards(Review review, Report other) =>
        review with
        {
            OtherArticle = other.Article,
            OtherSpan = other.Evidence.Length > 0 ? other.Evidence[0] : null,
            OtherReport = other.Id,
        };

    private Review Decide(Review review) => DecideAll([review])[0];

    private Review[] DecideAll(Review[] reviews)
    {
        Review[] named = [.. reviews.Select(Named)];
        store.Transaction(() =>
        {
            foreach (var review in named)
                Reviews.Add(store, review);
        });
        Relink();
        return named;
    }

    private static Review Named(Review review) =>
        review with
        {
            Id =
                "v-"
                + Ids.Digest(
                    review.Decision,
                    review.Article ?? "",
                    review.Span?.ToString() ?? "",
                    review.Field ?? "",
                    review.Value ?? "",
                    review.OtherArticle ?? "",
                    review.OtherSpan?.ToString() ?? "",
                    review.Report ?? "",
                    review.OtherReport ?? "",
                    review.Who,
                    review.When.ToString("O", CultureInfo.InvariantCulture)
                ),
        };

    private void Relink() => new EventWriter(store, linker).Relink();
}
