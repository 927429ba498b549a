using System.Collections.Immutable;
using Annals.Coding;
using Annals.Coding.Actors;
using Annals.Knowledge;

namespace Annals.Web;

/// <summary>What pages take from the knowledge files: names of countries and types, and what is known of an actor beside the record.</summary>
public sealed class Lexicon
{
    private readonly Dictionary<string, string> countries;
    private readonly Lazy<ActorBook> actors;

    private Lexicon(Dictionary<string, string> countries, HappeningTypes types, Lazy<ActorBook> actors) =>
        (this.countries, Types, this.actors) = (countries, types, actors);

    /// <summary>In the order of the table.</summary>
    public HappeningTypes Types { get; }

    /// <exception cref="KnowledgeException">A file is missing, or a line of it is not understood.</exception>
    public static Lexicon Load(KnowledgeFolder knowledge) =>
        new(
            knowledge
                .Table("exchange", "countries.tsv")
                .Rows.ToDictionary(row => row.Required("iso3"), row => row.Required("name"), StringComparer.Ordinal),
            HappeningTypes.Load(knowledge),
            new Lazy<ActorBook>(() => ActorBook.Load(knowledge))
        );

    /// <summary>The country's English name; the code where it has none here.</summary>
    public string Country(string iso3) => countries.GetValueOrDefault(iso3, iso3);

    /// <summary>By its key, or by a name that is one actor's alone.</summary>
    public KnownActor? Actor(string keyOrName) =>
        actors.Value.Of(keyOrName)
        ?? actors.Value.Actors.Values.FirstOrDefault(actor =>
            string.Equals(actor.Name, keyOrName, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Who headed it, the first first.</summary>
    public ImmutableArray<LeaderTerm> Leaders(string actor) =>
        [
            .. actors
                .Value.Leaders.Where(term => term.Actor == actor)
                .OrderBy(term => term.From ?? "", StringComparer.Ordinal),
        ];

    /// <summary>What it is to other actors, as the files have it.</summary>
    public ImmutableArray<(string Actor, ActorLink Link)> Links(string actor) => [.. actors.Value.LinksOf(actor)];
}
