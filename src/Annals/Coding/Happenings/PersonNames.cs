using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// The persons' names of an article. A text gives the whole name once and a part of it afterwards: "Okoro" is "Grace Okoro"
/// where no other person of the article bears it.
/// </summary>
public sealed class PersonNames
{
    private static readonly char[] parting = [' ', '\n', '\r', '\t'];

    private readonly Document document;
    private readonly Func<Sentence, int, bool> isOffice;
    private readonly ImmutableArray<string[]> names;

    /// <param name="isOffice">A word for an office or trade, which is no part of a name.</param>
    public PersonNames(Document document, Func<Sentence, int, bool> isOffice)
    {
        (this.document, this.isOffice) = (document, isOffice);
        names =
        [
            .. document
                .Mentions.Where(IsPerson)
                .Select(mention => Words(document.Sentences[mention.Sentence], Own(mention)))
                .Where(words => words.Length > 1),
        ];
    }

    private static string[] Words(Sentence sentence, (int First, int Last) name) =>
        Words(sentence.Span(name.First, name.Last).Text);

    /// <summary>Without offices before it. In capitals a name cannot be told from the words before it: it begins behind the last of them.</summary>
    private (int First, int Last) Own(Mention mention)
    {
        var sentence = document.Sentences[mention.Sentence];
        var first = mention.First;
        for (var word = mention.First; word < mention.Last; word++)
            if (!isOffice(sentence, word))
            {
                if (!sentence.InCapitals)
                    break;
            }
            else
                first = word + 1;
        return (first, mention.Last);
    }

    /// <summary>The words of the person's name that a word is part of; null for none.</summary>
    public (int First, int Last)? At(Sentence sentence, int word)
    {
        foreach (var mention in document.Mentions)
            if (
                IsPerson(mention)
                && mention.Sentence == sentence.Index
                && mention.First <= word
                && word <= mention.Last
            )
                return Own(mention);
        return null;
    }

    /// <summary>The whole name of which this is a part; the same where it is whole, or where several persons bear it.</summary>
    public string Full(string name)
    {
        var part = Words(name);
        string[] whole = part;
        foreach (var longer in names)
            if (longer.Length > part.Length && IsWithin(part, longer))
                if (IsWithin(whole, longer))
                    whole = longer;
                else if (!IsWithin(longer, whole))
                    return name;
        return whole == part ? name : string.Join(' ', whole);
    }

    private static bool IsPerson(Mention mention) => mention is { Type: MentionType.Person, Form: MentionForm.Name };

    private static string[] Words(string name) => name.Split(parting, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsWithin(string[] part, string[] whole)
    {
        for (var start = 0; start + part.Length <= whole.Length; start++)
            if (part.AsSpan().SequenceEqual(whole.AsSpan(start, part.Length)))
                return true;
        return false;
    }
}
