using System.Text.RegularExpressions;
using Annals.Coding.Persons;
using Annals.Exchange;
using Annals.Record;

namespace Annals.Cli.Working;

/// <summary>
/// Private persons' names in rows of others. A row is no article: the persons are read from its cells of running text and
/// from who it says acted or was hit, each as a paragraph, and their names are withheld wherever they stand in it.
/// </summary>
internal sealed partial class ImportedNames(Lazy<Pipeline> pipeline)
{
    /// <summary>A cell with so many words is running text; shorter ones are codes, places, sources.</summary>
    private const int WordsOfText = 5;

    /// <summary>The rows as they stood in the file, each its own; the first is the header of a CSV file, if it has one.</summary>
    public IEnumerable<string> Lines(IReadOnlyList<string> lines, IReadOnlyList<Event> events)
    {
        var header = lines.Count - events.Count;
        return lines
            .Take(header)
            .Concat(
                lines
                    .Skip(header)
                    .Zip(events)
                    .AsParallel()
                    .AsOrdered()
                    .Select(row => Line(row.First, header > 0 ? lines[0] : null, row.Second))
            );
    }

    public IEnumerable<Event> Events(IReadOnlyList<string> lines, IReadOnlyList<Event> events)
    {
        var header = lines.Count - events.Count;
        return lines
            .Skip(header)
            .Zip(events)
            .AsParallel()
            .AsOrdered()
            .Select(row =>
                Json.ReadEvent(Of(row.First, header > 0 ? lines[0] : null, row.Second).Line(Json.Write(row.Second)))
            );
    }

    private string Line(string line, string? header, Event @event)
    {
        var redactor = Of(line, header, @event);
        return header is null
            ? redactor.Line(line)
            : Addresses().Replace(redactor.Text(line), match => redactor.Address(match.Value));
    }

    private Redactor Of(string line, string? header, Event @event)
    {
        using var reader = new StringReader(header is null ? line : header + "\n" + line);
        var cells = ForeignRows.Read(reader, out _).SelectMany(row => row.Cells.Values).Where(IsText);
        var text = string.Join("\n\n", cells.Concat(@event.Actors.Select(actor => actor.Name + ".")));
        var redactor = new Redactor(name => pipeline.Value.IsPublic(name));
        return redactor.With(@event.Id, pipeline.Value.People(new Article { Id = @event.Id, Text = text }));
    }

    private static bool IsText(string cell) => cell.AsSpan().Count(' ') >= WordsOfText - 1;

    [GeneratedRegex("""https?://[^\s,;"]+""")]
    private static partial Regex Addresses();
}
