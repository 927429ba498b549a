using System.IO.Compression;
using System.Text;
using Annals.Language;

namespace Annals.Training;

/// <summary>A word of a treebank with what people said of it.</summary>
internal sealed record GoldWord(int Start, int End, bool Joined, string Form, string Lemma, Upos Tag, string Penn)
{
    /// <summary>Within the sentence; -1 for the root.</summary>
    public int Head { get; init; }

    public Dependency Relation { get; init; }
}

/// <summary>A document of a treebank: its text as it ran, and its sentences.</summary>
internal sealed record GoldDocument(string Text, GoldWord[][] Sentences)
{
    /// <summary>How much its lemmas count where treebanks disagree.</summary>
    public int Votes { get; init; } = 1;
}

/// <summary>Reads CoNLL-U and puts the running text together again: blank lines between paragraphs, else spaces.</summary>
internal static class Treebank
{
    public static List<GoldDocument> Read(string path, int votes)
    {
        using var file = File.OpenRead(path);
        using var content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var reader = new StreamReader(content, Encoding.UTF8);
        var documents = new List<GoldDocument>();
        var text = new StringBuilder();
        var sentences = new List<GoldWord[]>();
        var words = new List<GoldWord>();
        var paragraph = false;
        var spaceAfter = true;
        var (joinedFrom, joinedTo, joinedSpace) = (0, 0, true);
        void Close()
        {
            if (sentences.Count > 0)
                documents.Add(new GoldDocument(text.ToString(), [.. sentences]) { Votes = votes });
            text.Clear();
            sentences.Clear();
            spaceAfter = true;
        }
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (words.Count > 0)
                    sentences.Add([.. words]);
                words.Clear();
                joinedTo = 0;
                continue;
            }
            if (line[0] == '#')
            {
                if (line.StartsWith("# newdoc", StringComparison.Ordinal))
                    Close();
                paragraph |=
                    line.StartsWith("# newpar", StringComparison.Ordinal)
                    && !line.Contains("newpar_", StringComparison.Ordinal);
                continue;
            }
            var cells = line.Split('\t');
            if (cells[0].Contains('.', StringComparison.Ordinal))
                continue;
            if (words.Count == 0 && joinedTo == 0 && text.Length > 0)
            {
                if (paragraph)
                    text.Append("\n\n");
                else if (spaceAfter)
                    text.Append(' ');
                spaceAfter = false;
            }
            else if (spaceAfter && text.Length > 0)
            {
                text.Append(' ');
                spaceAfter = false;
            }
            paragraph = false;
            var space = !cells[9].Contains("SpaceAfter=No", StringComparison.Ordinal);
            if (cells[0].IndexOf('-', StringComparison.Ordinal) is var dash and > 0)
            {
                (joinedFrom, joinedTo, joinedSpace) = (
                    int.Parse(cells[0][..dash]),
                    int.Parse(cells[0][(dash + 1)..]),
                    space
                );
                spaceAfter = false;
                continue;
            }
            var id = int.Parse(cells[0]);
            var start = text.Length;
            text.Append(cells[1]);
            words.Add(
                new GoldWord(
                    start,
                    text.Length,
                    id > joinedFrom && id <= joinedTo,
                    cells[1],
                    cells[2],
                    Relations.Tag(cells[3]),
                    cells[4]
                )
                {
                    Head = int.Parse(cells[6]) - 1,
                    Relation = Relations.Relation(cells[7]),
                }
            );
            spaceAfter =
                id < joinedTo ? false
                : id == joinedTo ? joinedSpace
                : space;
        }
        if (words.Count > 0)
            sentences.Add([.. words]);
        Close();
        return documents;
    }
}
