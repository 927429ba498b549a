using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Assessments;
using Annals.Coding.Figures;
using Annals.Coding.Happenings;
using Annals.Coding.Persons;
using Annals.Coding.Relations;
using Annals.Coding.Speech;
using Annals.Coding.Tallies;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding;

/// <summary>
/// Sentences to reports. A list of coders, one for each kind of report, reads the same context in turn; happenings
/// come first, because tallies, figures and assessments ask which numbers and acts are taken already.
/// </summary>
public sealed class Coder
{
    private readonly ImmutableArray<IKindCoder> kinds;

    private readonly ActorLinker linker;
    private readonly Speakers speakers;
    private readonly PersonReader persons;
    private readonly Retractions retractions;

    private Coder(
        Codebook codebook,
        ActorLinker linker,
        Speakers speakers,
        PersonReader persons,
        Retractions retractions,
        ImmutableArray<IKindCoder> kinds
    ) =>
        (Codebook, this.linker, this.speakers, this.persons, this.retractions, this.kinds) = (
            codebook,
            linker,
            speakers,
            persons,
            retractions,
            kinds
        );

    /// <summary>Written into every report; a change of rules or weights is a new version.</summary>
    public const string Version = "annals-0.1";

    /// <summary>What the coder knows of types and their words.</summary>
    public Codebook Codebook { get; }

    /// <exception cref="KnowledgeException">A table is missing, or a line of one is not understood.</exception>
    public static Coder Load(KnowledgeFolder knowledge)
    {
        var cues = Cues.Load(knowledge);
        var codebook = Codebook.Load(knowledge, cues);
        var linker = ActorLinker.Load(knowledge, cues: cues);
        return new(
            codebook,
            linker,
            Speakers.Load(knowledge, cues),
            PersonReader.Load(knowledge, linker.Book, cues),
            Retractions.Load(knowledge),
            [
                new HappeningCoder(codebook),
                TallyCoder.Load(knowledge),
                FigureCoder.Load(knowledge),
                RelationCoder.Load(knowledge),
                AssessmentCoder.Load(knowledge),
            ]
        );
    }

    /// <summary>The reports of one article, ordered by their first evidence.</summary>
    public ImmutableArray<Report> Code(Document document, ImmutableArray<PlaceMention> places)
    {
        var context = Context(document, places);
        return Code(context, null);
    }

    /// <summary>The same reports, with the reasons of each happening and why every other sentence was passed over.</summary>
    public Explanation Explain(Document document, ImmutableArray<PlaceMention> places)
    {
        var trace = new Trace();
        var context = Context(document, places);
        var reports = Code(context, trace);
        return trace.Close(context, reports);
    }

    /// <summary>Why nothing is reported by an article that its outlet has taken back; null for any other.</summary>
    public string? TakenBack(Article article) =>
        retractions.Holds(article) ? "a retraction: its outlet has taken the article back" : null;

    /// <summary>The countries in which those act whom an article names, for the places that are still to be found.</summary>
    public ImmutableArray<string> Homes(Document document) => linker.Homes(document);

    /// <summary>The persons of an article, and which of them are private.</summary>
    public ImmutableArray<NamedPerson> People(Document document, ImmutableArray<PlaceMention> places) =>
        persons.Read(document, linker.Link(document, places));

    /// <summary>A file of actors holds the name, as name, alias, acronym or key.</summary>
    public bool Knows(string name) =>
        linker.Book.Of(name) is not null
        || linker.Book.Names.Holds(name)
        || linker.Book.Acronyms.Holds(name)
        || linker.Book.States.Index.Holds(name);

    /// <summary>The book of public persons holds the name.</summary>
    public bool IsPublic(string name) => persons.IsPublic(name);

    private CodingContext Context(Document document, ImmutableArray<PlaceMention> places)
    {
        var cast = linker.Link(document, places);
        return new(document, places, cast, speakers.Read(document, cast), Codebook);
    }

    private ImmutableArray<Report> Code(CodingContext context, Trace? trace)
    {
        var reports = new List<Report>();
        foreach (var kind in kinds)
            if (kind is HappeningCoder happenings)
                happenings.Code(context, reports, trace);
            else
                kind.Code(context, reports);
        return [.. reports.Distinct(SameId.Instance).Order(ByEvidence.Instance)];
    }

    /// <summary>Two reports of one id say the same thing in the same words.</summary>
    private sealed class SameId : IEqualityComparer<Report>
    {
        public static readonly SameId Instance = new();

        public bool Equals(Report? left, Report? right) => left?.Id == right?.Id;

        public int GetHashCode(Report report) => StringComparer.Ordinal.GetHashCode(report.Id);
    }

    private sealed class ByEvidence : IComparer<Report>
    {
        public static readonly ByEvidence Instance = new();

        public int Compare(Report? left, Report? right)
        {
            var order = First(left).CompareTo(First(right));
            if (order == 0)
                order = Comparer<ReportKind?>.Default.Compare(left?.Kind, right?.Kind);
            return order != 0 ? order : string.CompareOrdinal(left?.Id, right?.Id);
        }

        private static TextSpan First(Report? report) => report is { Evidence: [var first, ..] } ? first : default;
    }
}
