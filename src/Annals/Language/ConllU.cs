using System.Text;

namespace Annals.Language;

/// <summary>
/// Sentences as CoNLL-U, with offsets in UTF-16 code units (start_char, end_char in MISC) and multiword tokens as
/// ranges. What stands in the title says so in a comment.
/// </summary>
public static class ConllU
{
    public static void Write(Document document, TextWriter output)
    {
        var paragraph = 0;
        for (var index = 0; index < document.Sentences.Length; index++)
        {
            var sentence = document.Sentences[index];
            if (index == 0)
            {
                output.Write("# newdoc id = ");
                output.Write(Line(document.Article.Id));
                output.Write('\n');
            }
            output.Write("# doc_id = ");
            output.Write(Line(document.Article.Id));
            output.Write("\n# sent_id = ");
            output.Write(Line(document.Article.Id));
            output.Write('-');
            output.Write(index + 1);
            output.Write('\n');
            if (sentence.InTitle)
                output.Write("# in = title\n");
            else if (
                index == 0
                || document.Sentences[index - 1].InTitle
                || Breaks(document.Sentences[index - 1], sentence)
            )
                output.Write($"# newpar id = p{++paragraph}\n");
            output.Write("# text = ");
            output.Write(Line(sentence.Text));
            output.Write('\n');
            Write(sentence, output);
            output.Write('\n');
        }
    }

    private static bool Breaks(Sentence before, Sentence after) =>
        after.Source.AsSpan(before.End, after.Start - before.End).Count('\n') > 1;

    private static void Write(Sentence sentence, TextWriter output)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            ref readonly var token = ref sentence[i];
            var last = i;
            while (last + 1 < sentence.Length && sentence[last + 1].Joined)
                last++;
            if (!token.Joined && last > i)
            {
                output.Write($"{i + 1}-{last + 1}\t");
                output.Write(Cell(sentence.Source[token.Start..sentence[last].End]));
                output.Write("\t_\t_\t_\t_\t_\t_\t_\t");
                Misc(sentence, token.Start, sentence[last].End, joined: false, output);
            }
            output.Write(i + 1);
            output.Write('\t');
            output.Write(Cell(token.Form));
            output.Write('\t');
            output.Write(Cell(token.Lemma));
            output.Write('\t');
            output.Write(token.Tag.Name());
            output.Write('\t');
            output.Write(token.Xpos);
            output.Write("\t_\t");
            output.Write(token.Head + 1);
            output.Write('\t');
            output.Write(token.Relation.Name());
            output.Write("\t_\t");
            Misc(sentence, token.Start, token.End, token.Joined || last > i, output);
        }
    }

    private static void Misc(Sentence sentence, int start, int end, bool joined, TextWriter output)
    {
        output.Write("start_char=");
        output.Write(start);
        output.Write("|end_char=");
        output.Write(end);
        if (!joined && end < sentence.Source.Length && !char.IsWhiteSpace(sentence.Source[end]))
            output.Write("|SpaceAfter=No");
        output.Write('\n');
    }

    /// <summary>A cell holds no white space but single spaces, and is never empty.</summary>
    private static string Cell(string text) => text.Length == 0 ? "_" : Line(text);

    private static string Line(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0)
            return text;
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString();
    }
}
