using System.Text;
using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Confidence;

/// <summary>
/// A name as a judge of gold compares it: its words without case, accents, apostrophes and plural, and without short words in
/// small letters ("of", "the"). Two names are the same where one's words stand in a row within the other's.
/// </summary>
internal sealed class FoldedNames(KnowledgeFolder knowledge)
{
    /// <summary>More words are a passage and no name.</summary>
    private const int LongestName = 12;
    private const int LongestLink = 3;

    private readonly Dictionary<char, LetterFolding> letters = NameFolding
        .Letters(knowledge)
        .ToDictionary(folding => folding.Letter);

    public bool Same(string left, string right)
    {
        var (one, other) = (Words(left), Words(right));
        if (one.Length > LongestName || other.Length > LongestName)
            return one.AsSpan().SequenceEqual(other);
        return Within(one, other) || Within(other, one);
    }

    public string[] Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in name + " ")
            if (letters.TryGetValue(letter, out var plain))
                word.Append(plain.First).Append(plain.Second is '\0' ? "" : plain.Second.ToString());
            else if (char.IsLetterOrDigit(letter))
                word.Append(letter);
            else if (letter is not ('\'' or '’' or '‘' or '`' or 'ʼ' or 'ʻ' or '.') && !IsMark(letter))
            {
                if (word.Length > LongestLink || (word.Length > 0 && !char.IsLower(word[0])))
                    words.Add(Single(word.ToString().ToLowerInvariant()));
                word.Clear();
            }
        return [.. words];
    }

    private static bool IsMark(char letter) => letter is >= '\u0300' and <= '\u036F';

    private static string Single(string word) => word.Length > LongestLink && word[^1] == 's' ? word[..^1] : word;

    private static bool Within(string[] few, string[] many)
    {
        for (var first = 0; few.Length > 0 && first + few.Length <= many.Length; first++)
            if (many.AsSpan(first, few.Length).SequenceEqual(few))
                return true;
        return false;
    }
}
