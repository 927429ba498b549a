using System.Collections.Immutable;
using Annals.Cli.Working;
using Annals.Record;

namespace Annals.Cli.Commands;

/// <summary>What one would ask of the record next, with names that it holds.</summary>
internal static class NextQuestions
{
    public static IEnumerable<string> After(ImmutableArray<Event> events, string store)
    {
        var tail = store == StoreOption.Default ? "" : $" --store {Quoted(store)}";
        var told = events
            .OrderByDescending(@event => @event.Reports.Length)
            .ThenBy(@event => @event.Id, StringComparer.Ordinal);
        if (told.FirstOrDefault() is { } most)
            yield return $"annals ask why {most.Id}{tail}";
        var actors = events.SelectMany(@event => @event.Actors).Where(actor => actor.Id is not null);
        if (MostNamed(actors.Select(actor => actor.Id)) is { } known)
        {
            yield return $"annals ask actor {Quoted(known)}{tail}";
            yield return $"annals ask reach {Quoted(known)}{tail}";
        }
        if (MostNamed(events.Select(@event => @event.Place?.Name)) is { } place)
            yield return $"annals ask place {Quoted(place)}{tail}";
        yield return $"annals ask tally{tail}";
        yield return $"annals ask figures{tail}";
        yield return "annals ask --help";
    }

    private static string? MostNamed(IEnumerable<string?> names) =>
        names
            .OfType<string>()
            .GroupBy(name => name, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Key;

    // As a shell takes it, Windows' own included.
    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/' or ':')
            ? word
            : $"\"{word.Replace("\"", "", StringComparison.Ordinal)}\"";
}
