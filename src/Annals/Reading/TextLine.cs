namespace Annals.Reading;

/// <summary>A line of a plain page that is not empty, without the spaces around it.</summary>
internal sealed record TextLine(string Text, int Start, int End, bool AfterBlank)
{
    public int Words { get; } = Count(Text);

    public bool EndsSentence { get; } =
        Text.AsSpan().TrimEnd(" )]\"'”’»") is [.., '.' or '!' or '?' or '…' or ':' or ';' or '。' or '؟' or '।'];

    /// <summary>Could head an article: a few words that end no sentence.</summary>
    public bool IsHeadline =>
        Words is >= 3 and <= 30 && Text.Length <= 220 && !Text.EndsWith('.') && !Text.EndsWith(',');

    public bool IsProse => Words >= 12 || (Words >= 5 && EndsSentence);

    public static List<TextLine> Of(string page)
    {
        var lines = new List<TextLine>();
        var blank = true;
        for (var at = 0; at < page.Length; )
        {
            var length = page.AsSpan(at).IndexOf('\n');
            var next = length < 0 ? page.Length : at + length + 1;
            var (start, end) = (at, length < 0 ? page.Length : at + length);
            while (start < end && char.IsWhiteSpace(page[start]))
                start++;
            while (end > start && char.IsWhiteSpace(page[end - 1]))
                end--;
            if (start < end)
                lines.Add(new TextLine(page[start..end], start, end, blank));
            blank = start == end;
            at = next;
        }
        return lines;
    }

    private static int Count(string text)
    {
        var words = 0;
        var inWord = false;
        foreach (var letter in text)
        {
            var part = char.IsLetterOrDigit(letter) || letter is '\'' or '’' or '-';
            if (part && !inWord)
                words++;
            inWord = part;
        }
        return words;
    }
}
