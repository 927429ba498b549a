using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Annals.Record;

namespace Annals.Answers;

/// <summary>What the knowledge files say of an actor: a row of `data/actors`, or one made of a state by rule.</summary>
public sealed record KnownRow(
    string Id,
    string Name,
    ActorType Type,
    ImmutableArray<string> Names,
    ImmutableArray<string> Countries,
    int? From,
    int? To,
    Origin Origin
)
{
    public static AnswerTable Table(IEnumerable<KnownRow> rows) =>
        new(
            "In the knowledge files",
            ["key", "actor", "type", "also", "countries", "from", "to", "source"],
            [
                .. rows.Select(row =>
                    ImmutableArray.Create(
                        row.Id,
                        row.Name,
                        Words.Kebab(row.Type.ToString()),
                        Words.Of(string.Join(", ", row.Names.Take(8))),
                        Words.Of(string.Join(", ", row.Countries)),
                        row.From is { } from ? $"{from}" : Words.Unknown,
                        row.To is { } to ? $"{to}" : Words.Unknown,
                        row.Origin.ToString()
                    )
                ),
            ],
            []
        );
}

/// <summary>
/// Someone at the head of an actor. The files' terms and what articles report stand in one line of time, a row each; a
/// report without a day of its own stands where it was published.
/// </summary>
/// <param name="From">A day, a month or a year; null where it is not known.</param>
/// <param name="IsOpen">No end is known: it may last, or the source says nothing of it.</param>
/// <param name="FirstReport">When the first article that says so was published; null for a file's term.</param>
/// <param name="Said">The words of the articles.</param>
public sealed record LeaderRow(
    string Leader,
    string? From,
    string? To,
    bool IsOpen,
    DateOnly? FirstReport,
    DateOnly? LastReport,
    Origin Origin,
    ImmutableArray<Said> Said
)
{
    /// <summary>What the files call whom an article names otherwise; null where they agree or know nobody of the name.</summary>
    public string? Known { get; init; }

    public static ImmutableArray<LeaderRow> Line(IEnumerable<LeaderRow> rows) =>
        [
            .. rows.OrderBy(
                    row => row.From ?? row.To ?? (row.FirstReport is { } day ? Words.Of(day) : "9"),
                    StringComparer.Ordinal
                )
                .ThenBy(row => row.Leader, StringComparer.Ordinal),
        ];

    public static AnswerTable Table(ImmutableArray<LeaderRow> rows) =>
        new(
            "Leaders",
            ["leader", "from", "to", "first report", "last report", "source", "words"],
            [
                .. rows.Select(row =>
                    ImmutableArray.Create(
                        row.Known is null ? row.Leader : $"{row.Leader} (file: {row.Known})",
                        Words.Of(row.From),
                        row.IsOpen ? "no end known" : Words.Of(row.To),
                        Words.Of(row.FirstReport),
                        Words.Of(row.LastReport),
                        row.Origin.ToString(),
                        Words.Quoted(row.Said)
                    )
                ),
            ],
            []
        );
}

/// <summary>What an actor is to another by the files: parent, splinter, merger or ally.</summary>
/// <param name="From">A day, a month or a year; null where it is not known.</param>
public sealed record LinkRow(
    string Actor,
    string ActorName,
    string Kind,
    string Other,
    string OtherName,
    string? From,
    string? To,
    Origin Origin
)
{
    /// <summary>What the kind says of the two, in this order.</summary>
    public string Relation =>
        Kind switch
        {
            "parent" => "belongs or answers to",
            "splinter" => "lost as a splinter",
            "merger" => "was joined by",
            _ => "is allied with",
        };

    /// <summary>"1989 to 1991-05", "since 2024"; nothing where no end is known.</summary>
    public string Years =>
        (From, To) switch
        {
            ({ } first, { } last) => $"{first} to {last}",
            ({ } first, null) => $"since {first}",
            (null, { } last) => $"until {last}",
            _ => "",
        };
}

/// <summary>`ask reach ACTOR`: in which countries an actor is active, since when, and who says so.</summary>
public sealed record ReachAnswer(string Actor, KnownRow? Known, ImmutableArray<ReachRow> Rows) : Answer
{
    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            new(
                $"Reach of {Known?.Name ?? Actor}",
                ["country", "events", "first", "last", "stated", "first report", "last report", "source", "words"],
                [
                    .. Rows.Select(row =>
                        ImmutableArray.Create(
                            row.Country,
                            Words.Number(row.Events),
                            Words.Of(row.First),
                            Words.Of(row.Last),
                            Words.Number(row.Stated),
                            Words.Of(row.FirstReport),
                            Words.Of(row.LastReport),
                            row.Origin.ToString(),
                            Words.Quoted(row.Said)
                        )
                    ),
                ],
                []
            ),
        ];
}

/// <summary>
/// One country: events of the actor there, reports that state that it is active there, and whether the files name it.
/// </summary>
/// <param name="Country">ISO 3166-1 alpha-3; the words of the text for a region that is no country.</param>
/// <param name="First">The first day of an event there; null where none is dated.</param>
/// <param name="FirstReport">When the first article that has it there was published; null where none has, or none is dated.</param>
public sealed record ReachRow(
    string Country,
    long Events,
    DateOnly? First,
    DateOnly? Last,
    int Stated,
    DateOnly? FirstReport,
    DateOnly? LastReport,
    Origin Origin,
    ImmutableArray<Said> Said
);

/// <summary>
/// `ask actor NAME`: what the files know of it, who leads it, where it reaches, what it is to others, what is claimed
/// beside what is recorded, what it did, what is said of it.
/// </summary>
public sealed record ActorAnswer(
    string Actor,
    ImmutableArray<string> Names,
    Total Total,
    ImmutableArray<RelationRow> Relations,
    ImmutableArray<Event> Events,
    ImmutableArray<Said> Assessments,
    KnownRow? Known,
    ImmutableArray<LeaderRow> Leaders,
    ImmutableArray<LinkRow> Links,
    ReachAnswer Reach,
    TallyAnswer Tally
) : Answer
{
    /// <summary>What it is called: by the files, or as it was asked for.</summary>
    public string Name => Known?.Name ?? Actor;

    [JsonIgnore]
    public override ImmutableArray<AnswerTable> Tables =>
        [
            LeaderRow.Table(Leaders),
            .. Reach.Tables,
            TallyClaim.Table("Claimed against recorded", Tally.Claims),
            Tally.Tables[0],
            RelationRow.Table($"{Name}: relations", Relations, Links),
            EventTable.Of($"{Name}: latest of {Total} events", Events, []),
            SaidTable.Of($"{Name}: judgements", Assessments),
            KnownRow.Table(Known is null ? [] : [Known]),
        ];
}

/// <summary>A state of affairs between actors and places, as stated, with who says so.</summary>
public sealed record RelationRow(
    string Subject,
    string Relation,
    string Object,
    EventTime? Time,
    ImmutableArray<Said> Said
)
{
    public Origin Origin => Origin.Of(Said);

    /// <summary>What articles state, after what the files hold.</summary>
    public static AnswerTable Table(
        string title,
        ImmutableArray<RelationRow> rows,
        ImmutableArray<LinkRow> links = default
    ) =>
        new(
            title,
            ["subject", "relation", "object", "when", "source", "words"],
            [
                .. (links.IsDefault ? [] : links).Select(link =>
                    ImmutableArray.Create(
                        link.ActorName,
                        link.Relation,
                        link.OtherName,
                        Words.Of(link.Years),
                        link.Origin.ToString(),
                        Words.Unknown
                    )
                ),
                .. rows.Select(row =>
                    ImmutableArray.Create(
                        row.Subject,
                        row.Relation,
                        row.Object,
                        Words.Of(row.Time),
                        row.Origin.ToString(),
                        Words.Quoted(row.Said)
                    )
                ),
            ],
            []
        );
}
