using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Cli.Working;

/// <summary>Actors as a person names them: by any name or key of `data/actors`, or by words that stand for themselves.</summary>
internal static class NamedActors
{
    private static readonly string[] Fields = ["actor", "target", "claimant", "speaker"];

    /// <summary>The value of a field of actors as JSON, each with its key where it is known; of other fields as it is.</summary>
    /// <exception cref="UnusableException">A name is that of several actors; the message gives their keys.</exception>
    public static string In(string field, string value)
    {
        if (!Fields.Contains(field) || value is "unknown" or "" || value[0] is '{' or '[')
            return value;
        var book = ActorBook.Load(KnowledgeFolder.Default);
        return Json.Write([
            .. value
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(name => Of(name, book)),
        ]);
    }

    private static Party Of(string name, ActorBook book)
    {
        if (book.Of(name) is { } byKey)
            return Known(byKey);
        var folded = Pieces(name);
        KnownActor[] named =
        [
            .. book.Actors.Values.Where(actor => actor.Names.Prepend(actor.Name).Any(one => Pieces(one) == folded)),
        ];
        if (named.Length == 0)
            named = [.. book.Actors.Values.Where(actor => actor.Acronyms.Contains(name))];
        return named.Length switch
        {
            0 => new Party { Name = name },
            1 => Known(named[0]),
            _ => throw new UnusableException(
                $"\"{name}\" is the name of several: {string.Join(", ", named.Select(actor => actor.Id).Order(StringComparer.Ordinal))}; give the key of one"
            ),
        };
    }

    private static Party Known(KnownActor actor) =>
        new()
        {
            Name = actor.Name,
            Id = actor.Id,
            Type = actor.Type,
        };

    private static string Pieces(string name) => string.Join(' ', Folded.Pieces(name));
}
