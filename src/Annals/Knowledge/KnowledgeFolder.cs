using System.Collections.Immutable;

namespace Annals.Knowledge;

/// <summary>
/// Where the knowledge files lie: `data/` beside the program, or the folder that ANNALS_DATA names.
/// Knowledge is data: triggers, actors, places, number words are files that an analyst can edit.
/// </summary>
public sealed class KnowledgeFolder(string path)
{
    /// <summary>The folder itself.</summary>
    public string Path { get; } = path;

    /// <summary>ANNALS_DATA if set, else `data/` beside the program.</summary>
    public static KnowledgeFolder Default { get; } =
        new(
            Environment.GetEnvironmentVariable("ANNALS_DATA") is { Length: > 0 } set
                ? set
                : System.IO.Path.Combine(AppContext.BaseDirectory, "data")
        );

    /// <summary>The folder of the language that is read.</summary>
    public string Language { get; init; } = "english";

    /// <summary>A table of the language that is read.</summary>
    /// <exception cref="KnowledgeException">The file is missing, or a line is not understood.</exception>
    public Table LanguageTable(string name) => Table(Language, name);

    /// <summary>Full path of a file of the language that is read.</summary>
    public string LanguageFile(string name) => File(Language, name);

    /// <summary>Full path of a file within it; parts are joined with the platform's separator.</summary>
    public string File(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The files of `data/actors` that hold one actor a row, all with the same columns.</summary>
    public static readonly ImmutableArray<string> ActorFiles =
    [
        "groups.tsv",
        "bodies.tsv",
        "forces.tsv",
        "organisations.tsv",
        "parties.tsv",
        "media.tsv",
    ];

    /// <summary>Every actor that has a row, file by file.</summary>
    /// <exception cref="KnowledgeException">A file is missing, or a line is not understood.</exception>
    public IEnumerable<Table.Row> ActorRows() => ActorFiles.SelectMany(file => Table("actors", file).Rows);

    /// <summary>A table of it, read whole.</summary>
    /// <exception cref="KnowledgeException">The file is missing, or a line is not understood.</exception>
    public Table Table(params ReadOnlySpan<string> parts) => Knowledge.Table.Read(File(parts));
}

/// <summary>A knowledge file that cannot be used: names the file, the line and the cause.</summary>
public sealed class KnowledgeException(string file, int line, string cause)
    : Exception(line > 0 ? $"{file}:{line}: {cause}" : $"{file}: {cause}")
{
    public string File { get; } = file;

    public int Line { get; } = line;

    public string Cause { get; } = cause;
}
