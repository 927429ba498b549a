using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// The country that an adjective before a kind of place says: "the group's last Syrian bastion" is in Syria. What the
/// adjective may be the owner of (a base, a camp, an embassy, troops) can be anywhere, and is not in the class "lands".
/// </summary>
public sealed class DescribedPlaces(CodingContext context, Codebook codebook)
{
    /// <summary>"Syrian border town": so many words at most between the adjective and the kind.</summary>
    private const int MostBetween = 2;

    public IEnumerable<PlaceAt> Of(Sentence sentence, Words words)
    {
        foreach (var place in context.PlacesOf(sentence.Index))
            if (place.Mention.Use == PlaceUse.Demonym && IsOfLand(sentence, place.Last + 1, words))
                yield return place with
                {
                    Mention = place.Mention with { Use = PlaceUse.Location },
                };
    }

    private bool IsOfLand(Sentence sentence, int first, Words words)
    {
        for (var word = first; word < sentence.Length && word <= first + MostBetween; word++)
        {
            if (codebook.IsOfClass(words.Lemmas[word], "lands"))
                return true;
            if (sentence[word].Tag is not (Upos.Adj or Upos.Noun) || context.Cast.At(sentence.Index, word) is not null)
                return false;
        }
        return false;
    }
}
