using System.Collections.Frozen;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>MUC-4's set lists by the words of the text: `data/exchange/muc4-words.tsv`, `muc4-places.tsv`, `muc4-confidence.tsv`.</summary>
internal sealed class Muc4Words
{
    private readonly FrozenDictionary<string, string> features;
    private readonly FrozenDictionary<string, string> nations;
    private readonly FrozenSet<string> ofInterest;
    private readonly FrozenSet<string> kindWords;
    private readonly FrozenSet<string> vague;
    private readonly List<(string? Status, string[] Speakers, string Label)> confidences;
    private readonly CountryNames countries;
    private readonly string[] plurals;
    private readonly FrozenDictionary<string, string> former;

    private Muc4Words(KnowledgeFolder knowledge)
    {
        countries = CountryNames.Load(knowledge);
        var words = knowledge.Table("exchange", "muc4-words.tsv");
        Instruments = WordLabels.Load(words, "instrument");
        Means = WordLabels.Load(words, "means");
        Things = WordLabels.Load(words, "thing");
        Assets = WordLabels.Load(words, "asset");
        People = WordLabels.Load(words, "person");
        Types = WordLabels.Load(words, "actor");
        Organisations = WordLabels.Load(words, "organisation");
        Nations = WordLabels.Load(words, "nation");
        Doubts = WordLabels.Load(words, "doubt");
        Nobody = WordLabels.Load(words, "nobody");
        plurals = [.. words.Rows.Where(row => row["kind"] == "plural").Select(row => row.Required("words"))];
        former = words
            .Rows.Where(row => row["kind"] == "former")
            .ToFrozenDictionary(row => row.Required("words"), row => row.Required("label"), StringComparer.Ordinal);
        Formerly = WordLabels.Load(words, "formerly");
        vague =
        [
            .. words.Rows.Where(row => row["kind"] == "vague").Select(row => row.Required("words").ToUpperInvariant()),
        ];
        var places = knowledge.Table("exchange", "muc4-places.tsv").Rows;
        FrozenDictionary<string, string> Of(string kind) =>
            places
                .Where(row => row.Required("kind") == kind)
                .ToFrozenDictionary(row => row.Required("code"), row => row.Required("label"), StringComparer.Ordinal);
        (features, nations, ofInterest) = (Of("feature"), Of("country"), [.. Of("of interest").Keys]);
        kindWords = [.. Of("kind").Values];
        confidences =
        [
            .. knowledge
                .Table("exchange", "muc4-confidence.tsv")
                .Rows.Select(row => (row.Optional("status"), row.List("speaker"), row.Required("label"))),
        ];
    }

    public static Muc4Words Load(KnowledgeFolder knowledge) => new(knowledge);

    /// <summary>Instrument types by the words for the instrument.</summary>
    public WordLabels Instruments { get; }

    /// <summary>Instrument types by the means of the record, for acts that name no instrument ("shot").</summary>
    public WordLabels Means { get; }

    public WordLabels Things { get; }

    /// <summary>Types of physical targets by class of asset.</summary>
    public WordLabels Assets { get; }

    public WordLabels People { get; }

    /// <summary>Types of human targets by type of actor.</summary>
    public WordLabels Types { get; }

    /// <summary>Words that name a body of the state as an organisation ("army"), and not its members ("soldiers").</summary>
    public WordLabels Organisations { get; }

    public WordLabels Nations { get; }

    /// <summary>Words within a phrase that leave its guilt open ("alleged members").</summary>
    public WordLabels Doubts { get; }

    /// <summary>The phrase is a bare word for a body or for land ("GROUP", "TOWNS"), and tells of no one in person and of nothing built.</summary>
    public bool IsVague(string phrase) => vague.Contains(phrase);

    /// <summary>"urban guerrillas" of "alleged urban guerrillas".</summary>
    public string WithoutDoubt(string phrase) =>
        phrase.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && Doubts.Of(phrase[..space]) is not null
            ? phrase[(space + 1)..]
            : phrase;

    /// <summary>Words that tell nothing of who somebody is ("others", "him").</summary>
    public WordLabels Nobody { get; }

    private WordLabels Formerly { get; }

    public bool IsOfInterest(string country) => ofInterest.Contains(country);

    public string Country(string iso3) =>
        (nations.GetValueOrDefault(iso3) ?? countries.NameOf(iso3) ?? iso3).ToUpperInvariant();

    public string? KindOfPlace(string? feature) => feature is null ? null : features.GetValueOrDefault(feature);

    /// <summary>"ITAGUI MUNICIPALITY" is ITAGUI, a municipality; "GUATEMALA CITY" is called so.</summary>
    public (string Name, string? Kind) WithoutKind(string name, string called) =>
        name.LastIndexOf(' ') is > 0 and var space
        && kindWords.Contains(name[(space + 1)..])
        && !called.EndsWith(name[space..], StringComparison.Ordinal)
            ? (name[..space], name[(space + 1)..])
            : (name, null);

    /// <summary>The type of a person; "former" and its like lead to the types of those who were.</summary>
    public string TypeOfPerson(string words, ActorType? actor)
    {
        var label = People.Of(words) ?? Types.Of(actor?.ToString()) ?? "CIVILIAN";
        return Formerly.Of(words) is not null ? former.GetValueOrDefault(label, label) : label;
    }

    public string Confidence(Status status, IEnumerable<string?> speakers)
    {
        var kinds = speakers.OfType<string>().ToHashSet(StringComparer.Ordinal);
        return confidences
            .First(row =>
                (row.Status is null || row.Status.Equals(status.ToString(), StringComparison.OrdinalIgnoreCase))
                && (row.Speakers.Length == 0 || row.Speakers.Any(kinds.Contains))
            )
            .Label;
    }

    /// <summary>More than one, by the ending of the word that heads the phrase.</summary>
    public bool IsPlural(string words)
    {
        var of = words.IndexOf(" OF ", StringComparison.Ordinal);
        var head = (of > 0 ? words[..of] : words).ToLowerInvariant();
        return Array.Exists(plurals, plural => head.EndsWith(plural, StringComparison.Ordinal));
    }
}
