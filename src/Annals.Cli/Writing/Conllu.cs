using System.Globalization;
using System.Text;
using Annals.Language;

namespace Annals.Cli.Writing;

/// <summary>
/// Sentences as CoNLL-U (https://universaldependencies.org/format.html): ten columns a word, offsets in MISC. Offsets
/// of a sentence of the title count in the title, and its words say `in=title`.
/// </summary>
internal static class Conllu
{
    private static readonly string[] Relations = [.. Enum.GetNames<Dependency>().Select(RelationName)];
    private static readonly string[] Tags = [.. Enum.GetNames<Upos>().Select(tag => tag.ToUpperInvariant())];

    /// <summary>All sentences, an empty line after each; the caller's line end closes the last.</summary>
    public static string Write(Document document)
    {
        var text = new StringBuilder();
        foreach (var sentence in document.Sentences)
            Append(text, document.Article.Id, sentence);
        return text.Length == 0 ? "" : text.ToString(0, text.Length - 1);
    }

    private static void Append(StringBuilder text, string article, Sentence sentence)
    {
        text.Append(CultureInfo.InvariantCulture, $"# doc_id = {article}\n# sent_id = {article}-{sentence.Index + 1}\n# text = ");
        text.Append(sentence.Text.ReplaceLineEndings(" ").Replace('\t', ' ')).Append('\n');
        for (var word = 0; word < sentence.Length; word++)
        {
            var last = LastOfToken(sentence, word);
            if (last > word && !sentence[word].Joined)
                AppendToken(text, sentence, word, last);
            AppendWord(text, sentence, word, last > word || sentence[word].Joined);
        }
        text.Append('\n');
    }

    /// <summary>The last word of the token that begins here ("do" + "n't" are written as one).</summary>
    private static int LastOfToken(Sentence sentence, int word)
    {
        while (word + 1 < sentence.Length && sentence[word + 1].Joined)
            word++;
        return word;
    }

    private static void AppendToken(StringBuilder text, Sentence sentence, int first, int last)
    {
        var (start, end) = (sentence[first].Start, sentence[last].End);
        text.Append(CultureInfo.InvariantCulture, $"{first + 1}-{last + 1}\t{Cell(sentence.Source[start..end])}\t_\t_\t_\t_\t_\t_\t_\t");
        AppendMisc(text, sentence, start, end);
    }

    private static void AppendWord(StringBuilder text, Sentence sentence, int word, bool partOfToken)
    {
        ref readonly var token = ref sentence[word];
        text.Append(CultureInfo.InvariantCulture, $"{word + 1}\t{Cell(token.Form)}\t{Cell(token.Lemma)}\t{Tags[(int)token.Tag]}\t");
        text.Append(Cell(token.Xpos)).Append("\t_\t");
        text.Append(CultureInfo.InvariantCulture, $"{token.Head + 1}\t{Relations[(int)token.Relation]}\t_\t");
        if (partOfToken)
            text.Append(CultureInfo.InvariantCulture, $"start_char={token.Start}|end_char={token.End}\n");
        else
            AppendMisc(text, sentence, token.Start, token.End);
    }

    private static void AppendMisc(StringBuilder text, Sentence sentence, int start, int end)
    {
        text.Append(CultureInfo.InvariantCulture, $"start_char={start}|end_char={end}");
        if (end < sentence.Source.Length && !char.IsWhiteSpace(sentence.Source[end]))
            text.Append("|SpaceAfter=No");
        text.Append(sentence.InTitle ? "|in=title\n" : "\n");
    }

    // Columns are parted by tabs, and an empty cell is "_".
    private static string Cell(string value) =>
        value.Length == 0 ? "_" : value.AsSpan().IndexOfAny("\t\r\n") < 0 ? value : value.ReplaceLineEndings(" ").Replace('\t', ' ');

    /// <summary>"NsubjPass" is "nsubj:pass".</summary>
    private static string RelationName(string member)
    {
        var name = new StringBuilder();
        foreach (var letter in member)
            if (char.IsAsciiLetterUpper(letter) && name.Length > 0)
                name.Append(':').Append(char.ToLowerInvariant(letter));
            else
                name.Append(char.ToLowerInvariant(letter));
        return name.ToString();
    }
}
