using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>The countries that an article is about: what "the army" means there, and which of two equal acronyms.</summary>
public sealed class Setting
{
    private readonly ImmutableArray<string>[] bySentence;
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly Document document;

    public Setting(Document document, ImmutableArray<PlaceMention> places)
    {
        this.document = document;
        Places = places;
        bySentence = new ImmutableArray<string>[document.Sentences.Length];
        Array.Fill(bySentence, []);
        foreach (var mention in places)
        {
            if (mention.Place.Country is not { } country || mention.Use == PlaceUse.PartOfName)
                continue;
            var weight = mention.Use == PlaceUse.Location ? 2 : 1;
            counts[country] = counts.GetValueOrDefault(country) + weight;
            if (mention.Use == PlaceUse.Location && SentenceOf(mention) is { } sentence)
                bySentence[sentence] = bySentence[sentence].Add(country);
        }
        Year = document.Article.Published.From?.Year;
    }

    public ImmutableArray<PlaceMention> Places { get; }

    /// <summary>Year of publication; null where it is unknown.</summary>
    public int? Year { get; }

    public bool Names(string country) => counts.ContainsKey(country);

    public bool Names(int sentence, string country) => bySentence[sentence].Contains(country);

    /// <summary>The country that a force without a name belongs to here; null where more than one would do.</summary>
    public string? CountryAt(int sentence)
    {
        var here = bySentence[sentence].Distinct().ToList();
        if (here is [var only])
            return only;
        if (counts.Count == 0)
            return null;
        var ordered = counts
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ToList();
        if (here.Count > 1 && !here.Contains(ordered[0].Key))
            return null;
        return ordered is [var first, var second, ..] && first.Value < 2 * second.Value ? null : ordered[0].Key;
    }

    private int? SentenceOf(PlaceMention mention)
    {
        var inTitle = mention.In is not null;
        foreach (var sentence in document.Sentences)
            if (sentence.InTitle == inTitle && sentence.Start <= mention.Start && mention.Start < sentence.End)
                return sentence.Index;
        return null;
    }
}
