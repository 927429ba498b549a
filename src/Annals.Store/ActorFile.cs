using System.Collections.Immutable;
using Annals.Answers;
using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Linking;

namespace Annals.Store;

/// <summary>What the knowledge files know of actors, as rows of answers: it stands beside the record and says that it is the files'.</summary>
public sealed class ActorFile
{
    private readonly ActorBook book;
    private readonly TypeFamilies families;

    private ActorFile(ActorBook book, TypeFamilies families) => (this.book, this.families) = (book, families);

    /// <exception cref="KnowledgeException">A file is missing, or a line of it is not understood.</exception>
    public static ActorFile Load(KnowledgeFolder knowledge) =>
        new(ActorBook.Load(knowledge), TypeFamilies.Load(knowledge));

    /// <summary>The key of the actor that is meant; the words themselves where no one actor of the files is.</summary>
    public string Key(string keyOrName) => book.Find(keyOrName)?.Id ?? keyOrName;

    public KnownRow? Of(string? id) =>
        book.Of(id) is { } actor
            ? new KnownRow(
                actor.Id,
                actor.Name,
                actor.Type,
                [.. actor.Names.Concat(actor.Acronyms).Concat(actor.Script).Distinct(StringComparer.Ordinal)],
                actor.Countries,
                actor.From,
                actor.To,
                From(actor.Source)
            )
            : null;

    /// <summary>The actors with these keys that the files have, each once, in the order of the keys.</summary>
    public ImmutableArray<KnownRow> Of(IEnumerable<string?> ids) =>
        [.. ids.Distinct(StringComparer.Ordinal).Select(Of).OfType<KnownRow>()];

    public IEnumerable<LeaderRow> Leaders(string id) =>
        book
            .Leaders.Where(term => term.Actor == id)
            .Select(term => new LeaderRow(
                term.Leader,
                term.From,
                term.To,
                term.To is null && term.From is not null,
                null,
                null,
                From(term.Source),
                []
            ));

    /// <summary>The leader of an actor who is called so, with or without a title; null for none, or where the files call him the same.</summary>
    public string? Leader(string id, string name)
    {
        var pieces = string.Join(' ', Folded.WithoutAccents(name));
        return book
            .Leaders.FirstOrDefault(term =>
                term.Actor == id
                && term.Leader != name
                && term.Names.Add(term.Leader)
                    .Select(one => string.Join(' ', Folded.WithoutAccents(one)))
                    .Any(one => pieces == one || pieces.EndsWith(" " + one, StringComparison.Ordinal))
            )
            ?.Leader;
    }

    public ImmutableArray<LinkRow> Links(string id) =>
        [
            .. book.LinksOf(id)
                .Select(tie => new LinkRow(
                    tie.Actor,
                    book.Of(tie.Actor)!.Name,
                    Words.Kebab(tie.Link.Kind.ToString()),
                    tie.Link.Other,
                    book.Of(tie.Link.Other)!.Name,
                    tie.Link.From,
                    tie.Link.To,
                    From(tie.Link.Source)
                )),
        ];

    /// <summary>The ISO 3166-1 alpha-3 code of a state by its name or its government's key; null for whatever is none.</summary>
    public string? CountryOf(string? id, string name) =>
        book.Of(id) is { IsState: true } state ? state.Countries[0] : book.States.Named(name)?.Iso3;

    /// <summary>What a claim of these types counts: a general word ("attack") every type that falls under it.</summary>
    public ImmutableArray<string> Counted(ImmutableArray<string> types) =>
        [.. types.SelectMany(type => families.Under(type)).Distinct(StringComparer.Ordinal)];

    /// <summary>"https://example.org/list (2026-11-24)", "unverified" or "rule".</summary>
    private static Origin From(string source) =>
        source.EndsWith(')') && source.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at
            ? new Origin("opened", source[..at], source[(at + 2)..^1], [], 0)
            : new Origin(source, null, null, [], 0);
}
