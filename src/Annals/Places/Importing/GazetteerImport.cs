using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Annals.Knowledge;

namespace Annals.Places.Importing;

/// <summary>What an import tells on its way.</summary>
/// <param name="Rows">Rows of the dumps read by now, those of an earlier run that was stopped included.</param>
public sealed record ImportProgress(long Rows, string Step);

/// <summary>What an import came to.</summary>
public sealed record ImportResult(long Rows, long Broken, int Places, int Names, bool WasResumed);

/// <summary>
/// Adds dumps of GeoNames to a gazetteer. The rows are read once, in segments that stay on disk when they are done, so that a run
/// that was stopped goes on where it was; then all segments become one file of the same form as the one they were added to. Where
/// both have a GeoNames id, or a division's code, the dump's row is what holds.
/// </summary>
public sealed class GazetteerImport(KnowledgeFolder knowledge, string addedTo, string output)
{
    private const int RowsOfSegment = 500_000;
    private readonly string folder = output + ".import";
    private readonly List<string> done = [];
    private int segments;
    private long rows;
    private long broken;

    /// <summary>Hears how far it is.</summary>
    public Action<ImportProgress> Progress { get; init; } = _ => { };

    /// <summary>Hears of each row that cannot be read: file, line and cause. The rest is done.</summary>
    public Action<string, long, string> Complain { get; init; } = (_, _, _) => { };

    public ImportResult Run(IReadOnlyList<string> paths)
    {
        var tables = DumpTable.Of(paths);
        using var gazetteer = Gazetteer.Open(addedTo);
        var divisions = new Divisions(knowledge, gazetteer);
        var wasResumed = Resume(tables);
        foreach (var table in tables.Where(table => table.Kind is DumpKind.Countries or DumpKind.Divisions))
            ReadCodes(table, divisions);
        for (var index = 0; index < tables.Count; index++)
            if (tables[index].Kind is DumpKind.Places or DumpKind.AlternateNames)
                ReadRows(tables[index], index, divisions, gazetteer.Folding);
        Progress(new ImportProgress(rows, "putting together"));
        var merge = new GazetteerMerge(gazetteer, divisions);
        for (var segment = 0; segment < segments; segment++)
            merge.Expect(folder, segment);
        var (places, names) = merge.Write(folder, segments, output);
        Directory.Delete(folder, recursive: true);
        return new ImportResult(rows, broken, places, names, wasResumed);
    }

    private void ReadCodes(DumpTable table, Divisions divisions)
    {
        using var stream = table.Open();
        var lines = new DumpLines(stream);
        while (lines.Next(out var line))
        {
            var isRead = table.Kind == DumpKind.Countries ? divisions.AddCountry(line) : divisions.AddDivision(line);
            if (!isRead)
                Broken(table, lines.Line, "is no row of codes");
        }
    }

    private void ReadRows(DumpTable table, int index, Divisions divisions, NameFolding folding)
    {
        var segment = new Segment();
        var reader = new PlaceRows(divisions, folding, segment);
        using var stream = table.Open();
        var lines = new DumpLines(stream);
        var (offset, line) = Reached(index);
        lines.Skip(offset, line);
        var inSegment = 0;
        while (lines.Next(out var row))
        {
            if (row.Length == 0)
                continue;
            var cause = table.Kind == DumpKind.Places ? reader.AddPlace(row) : reader.AddAlternateName(row);
            if (cause is not null)
                Broken(table, lines.Line, cause);
            rows++;
            if (rows % 100_000 == 0)
                Progress(new ImportProgress(rows, table.Name));
            if (++inSegment < RowsOfSegment)
                continue;
            Keep(segment, index, lines);
            inSegment = 0;
        }
        Keep(segment, index, lines);
    }

    private void Broken(DumpTable table, long line, string cause)
    {
        broken++;
        Complain(table.Name, line, cause);
    }

    /// <summary>A segment is done when its line stands in the log, which is replaced whole.</summary>
    private void Keep(Segment segment, int table, DumpLines lines)
    {
        segment.Write(folder, segments++);
        done.Add(
            string.Create(CultureInfo.InvariantCulture, $"{table}\t{lines.Offset}\t{lines.Line}\t{rows}\t{broken}")
        );
        Log();
    }

    private string LogFile => Path.Combine(folder, "done.tsv");

    private void Log()
    {
        File.WriteAllLines(LogFile + ".new", done);
        File.Move(LogFile + ".new", LogFile, overwrite: true);
    }

    /// <summary>Takes up what an earlier run of the same files has done; begins anew if they are others.</summary>
    private bool Resume(List<DumpTable> tables)
    {
        var mark = Mark(tables);
        if (File.Exists(LogFile) && File.ReadAllLines(LogFile) is [var first, .. var kept] && first == mark)
        {
            done.Add(first);
            done.AddRange(kept);
            segments = kept.Length;
            if (kept is [.., var last])
            {
                rows = Cell(last, 3);
                broken = Cell(last, 4);
            }
            return kept.Length > 0;
        }
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        done.Add(mark);
        Log();
        return false;
    }

    /// <summary>Tells whether files are those of the run that was stopped: by name, size and time.</summary>
    private string Mark(List<DumpTable> tables)
    {
        var files = tables
            .Select(table => table.Path)
            .Append(addedTo)
            .Select(path => new FileInfo(path))
            .Select(file =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"
                )
            );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files))));
    }

    private (long Offset, long Line) Reached(int table)
    {
        var last = done.Skip(1).LastOrDefault(line => Cell(line, 0) == table);
        return last is null ? default : (Cell(last, 1), Cell(last, 2));
    }

    private static long Cell(string line, int index) =>
        long.Parse(line.Split('\t')[index], NumberStyles.None, CultureInfo.InvariantCulture);
}
