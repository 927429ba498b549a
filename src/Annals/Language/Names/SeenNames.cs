namespace Annals.Language;

/// <summary>
/// Names that an article has given so far: a word that the finder passes over is a name after all where it ends a person's
/// name, is a name of one word, or abbreviates a body that was named before.
/// </summary>
internal sealed class SeenNames
{
    private readonly Dictionary<string, MentionType> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MentionType> acronyms = new(StringComparer.Ordinal);

    public void Note(Sentence sentence, List<Mention> found, int from)
    {
        foreach (var mention in found.Skip(from).Where(mention => mention.Form == MentionForm.Name))
        {
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
    private static string Initials(string name) =>
        string.Concat(
            name.Split(' ', '-').Where(part => part.Length > 0 && char.IsUpper(part[0])).Select(part => part[0])
        );
}
