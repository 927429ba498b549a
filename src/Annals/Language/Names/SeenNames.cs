namespace Annals.Language;

/// <summary>
/// Names that an article has given so far: a word that the finder passes over is a name after all where it ends a person's
/// name, is a name of one word, or abbreviates a body that was named before.
/// </summary>
internal sealed class SeenNames
{
    private const int MostInitials = 16;
    private readonly Dictionary<string, MentionType> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MentionType> acronyms = new(StringComparer.Ordinal);

    public void Note(Sentence sentence, List<Mention> found, int from)
    {
        for (var index = from; index < found.Count; index++)
        {
            var mention = found[index];
            if (mention.Form != MentionForm.Name)
                continue;
            if (mention.Type == MentionType.Person || mention.First == mention.Last)
                words.TryAdd(sentence[mention.Last].Form, mention.Type);
            if (mention.Last > mention.First && mention.Type is MentionType.Organisation or MentionType.ArmedGroup)
                acronyms.TryAdd(Initials(mention.Span.Text), mention.Type);
        }
    }

    public MentionType? TypeOf(Sentence sentence, int word)
    {
        ref readonly var token = ref sentence[word];
        if (token.Form.Length < 2 || !char.IsUpper(token.Form[0]))
            return null;
        // Initials of a body say more than the tag: taggers take many an acronym for a noun.
        if (acronyms.TryGetValue(token.Form, out var type))
            return type;
        return token.Tag == Upos.Propn && words.TryGetValue(token.Form, out type) && type != MentionType.Nationality
            ? type
            : null;
    }

    /// <summary>"AU" of "African Union".</summary>
    private static string Initials(string name)
    {
        Span<char> initials = stackalloc char[MostInitials];
        var count = 0;
        for (var i = 0; i < name.Length && count < MostInitials; i++)
            if (char.IsUpper(name[i]) && (i == 0 || name[i - 1] is ' ' or '-'))
                initials[count++] = name[i];
        return initials[..count].ToString();
    }
}
