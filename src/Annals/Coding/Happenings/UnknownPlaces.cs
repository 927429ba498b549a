using System.Collections.Frozen;
using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>How finely a kind of place says where: a row of `data/coding/localities.tsv`.</summary>
public sealed record Locality(PlacePrecision Precision, string Behind);

/// <summary>
/// Places that the text names and no gazetteer knows: "in Talo village", "near Talo, Gao". They have their name, the
/// codes of what the text says that they lie in, and no point.
/// </summary>
public sealed class UnknownPlaces(CodingContext context, Codebook codebook)
{
    private readonly FrozenDictionary<string, Locality> localities = codebook.Localities;

    private const int MostWords = 5;

    private readonly ImmutableArray<PlaceAt>?[] bySentence = new ImmutableArray<PlaceAt>?[context.Sentences.Length];

    public static FrozenDictionary<string, Locality> Load(KnowledgeFolder knowledge) =>
        knowledge
            .Table("coding", "localities.tsv")
            .Rows.ToFrozenDictionary(
                row => row.Required("word"),
                row => new Locality(row.Choice<PlacePrecision>("precision"), row.Required("behind"))
            );

    public ImmutableArray<PlaceAt> Of(int sentence) => bySentence[sentence] ??= Find(context.Sentences[sentence]);

    private ImmutableArray<PlaceAt> Find(Sentence sentence)
    {
        if (sentence.InTitle)
            return [];
        var found = ImmutableArray.CreateBuilder<PlaceAt>();
        for (var word = 0; word + 1 < sentence.Length; word++)
        {
            // "the fall of its holdout of Talo", "the captured town of Talo": the kind says that the name is a place's.
            if (
                word + 2 < sentence.Length
                && sentence.Plays(sentence[word + 1].Lemma, Particle.Of)
                && codebook.IsOfClass(sentence[word].Lemma, "lands")
                && !IsPerson(sentence, word + 2)
                && Read(sentence, word + 2, "in", OfLand, word) is { } held
            )
            {
                found.Add(held);
                continue;
            }
            var behind = Small(sentence[word]);
            var first = word + 1;
            if (sentence.Plays(sentence[first].Lemma, Particle.Definite) && first + 1 < sentence.Length)
                first++;
            // "attacked the Talo refugee camp", "reached Talo": what is done to places is done to one.
            if (sentence[word].Tag is Upos.Verb)
            {
                if (
                    Read(
                        sentence,
                        first,
                        "",
                        null,
                        needsKind: first > word + 1 || !codebook.IsOfClass(sentence[word].Lemma, "reaching")
                    ) is
                    { } hit
                )
                    found.Add(hit);
                continue;
            }
            if (sentence.Plays(behind, Particle.Whose) && DistanceBefore(sentence, word) is { } km)
            {
                if (Read(sentence, first, "near", null) is { } far)
                    found.Add(
                        far with
                        {
                            Mention = far.Mention with
                            {
                                Place = far.Mention.Place with
                                {
                                    Offset = new(km, null, far.Mention.Place.Name ?? ""),
                                    Precision = PlacePrecision.Area,
                                },
                            },
                        }
                    );
                continue;
            }
            var isGoal = sentence.Plays(behind, Particle.To) && sentence[first].Tag is Upos.Noun;
            if (!isGoal && !sentence.Plays(behind, Particle.Scene))
                continue;
            // "to the border post of Talo": the kind is the last of its nouns.
            while (
                first + 3 < sentence.Length
                && sentence[first].Tag is Upos.Noun
                && sentence[first + 1].Tag is Upos.Noun
                && sentence.Plays(sentence[first + 2].Lemma, Particle.Of)
            )
                first++;
            // "in the village of Talo"
            if (
                first + 2 < sentence.Length
                && sentence.Plays(sentence[first + 1].Lemma, Particle.Of)
                && localities.TryGetValue(Small(sentence[first]), out var named)
            )
            {
                if (
                    !codebook.IsOfClass(sentence[first].Lemma, "lands")
                    && Read(sentence, first + 2, behind, named) is { } place
                )
                    found.Add(place);
            }
            else if (!isGoal && Read(sentence, first, behind, null) is { } place)
                found.Add(place);
        }
        return found.ToImmutable();
    }

    /// <summary>"20 km north of", "about 15 miles from": how many kilometres stand before.</summary>
    private double? DistanceBefore(Sentence sentence, int word)
    {
        foreach (var quantity in context.QuantitiesOf(sentence.Index))
            if (
                quantity is { Kind: QuantityKind.Distance, Count.Shown: { } km }
                && quantity.Last < word
                && word - quantity.Last <= 3
            )
                return quantity.Unit is "miles" ? Math.Round(km * KmPerMile, 1) : km;
        return null;
    }

    private const double KmPerMile = 1.609344;

    private static readonly Locality OfLand = new(PlacePrecision.Town, "in");

    /// <param name="sentence">Where it stands.</param>
    /// <param name="first">The first word of the name.</param>
    /// <param name="behind">The preposition before it.</param>
    /// <param name="kind">What its kind says, where the kind stands before it.</param>
    /// <param name="kindAt">The word that is the kind; words before it may say where it lies.</param>
    /// <param name="needsKind">A name without its kind is none here.</param>
    private PlaceAt? Read(
        Sentence sentence,
        int first,
        string behind,
        Locality? kind,
        int kindAt = -1,
        bool needsKind = false
    )
    {
        var next = first;
        while (next < sentence.Length && next - first < MostWords && IsOfName(sentence, next))
            next++;
        if (next == first)
            return null;
        var last = next - 1;
        if (kind is null && last > first)
            localities.TryGetValue(Small(sentence[last]), out kind);
        if (kind is null && next < sentence.Length && localities.TryGetValue(Small(sentence[next]), out kind))
            next++;
        // "the Talo refugee camp"
        if (
            kind is null
            && next + 1 < sentence.Length
            && sentence[next].Tag is Upos.Noun
            && localities.TryGetValue(Small(sentence[next + 1]), out kind)
        )
            next += 2;
        if (needsKind && kind is null)
            return null;
        if (behind == "on" && kind is not { Behind: "on" })
            return null;
        if (kind is null && !StandsAlone(sentence, first, last, next))
            return null;
        for (var word = first; word <= last; word++)
            if (IsTaken(sentence, word))
                return null;
        var start = sentence.Span(first, last);
        return new(
            new()
            {
                Start = start.Start,
                End = start.End,
                Use = PlaceUse.Location,
                Place = Place(sentence, start, kind?.Precision ?? PlacePrecision.Town, next, kindAt),
            },
            first,
            last
        );
    }

    private static string Small(Token word) => word.Form.ToLowerInvariant();

    private static bool IsOfName(Sentence sentence, int word) =>
        // Where all is written in capitals, the tagger alone tells names.
        (
            sentence.InCapitals
                ? sentence[word].Tag is Upos.Propn
                : char.IsUpper(sentence[word].Form[0]) && sentence[word].Tag is not (Upos.Verb or Upos.Pron or Upos.Num)
        )
        || (
            sentence[word].Form is "-"
            && word > 0
            && word + 1 < sentence.Length
            && sentence[word].Start == sentence[word - 1].End
            && sentence[word].End == sentence[word + 1].Start
        );

    /// <summary>A name without its kind is one of a place where it ends the phrase and is no abbreviation of an organisation.</summary>
    private bool StandsAlone(Sentence sentence, int first, int last, int next)
    {
        if (sentence[first].Tag is not (Upos.Propn or Upos.X) || sentence[last].Tag is not (Upos.Propn or Upos.X))
            return false;
        if (first == last && !sentence.InCapitals && !sentence[first].Form.Any(char.IsLower))
            return false;
        if (next < sentence.Length && sentence[next].Tag is Upos.Noun or Upos.Propn or Upos.Adj or Upos.Part)
            return false;
        foreach (var mention in context.Document.Mentions)
            // "the garrison at Talo": what a longer phrase is says nothing of the name in it.
            if (mention.Sentence == sentence.Index && first <= mention.Head && mention.Head <= last)
                return mention.Type is MentionType.Place or MentionType.Facility or MentionType.Person
                    && mention.Form == MentionForm.Name;
        return true;
    }

    private bool IsTaken(Sentence sentence, int word)
    {
        foreach (var place in context.PlacesOf(sentence.Index))
            if (place.First <= word && word <= place.Last && place.Mention.Use is not PlaceUse.PartOfName)
                return true;
        foreach (var time in context.TimesOf(sentence.Index))
            if (time.First <= word && word <= time.Last)
                return true;
        return context.Cast.At(sentence.Index, word) is not null;
    }

    private Place Place(Sentence sentence, TextSpan span, PlacePrecision precision, int next, int kindAt)
    {
        var around = Container(sentence, next) ?? Before(sentence, kindAt) ?? Country() ?? Home(sentence);
        return new()
        {
            Name = span.Text,
            Country = around?.Country,
            Admin1 = around?.Admin1 ?? (around?.Precision is PlacePrecision.Admin1 ? around.Name : null),
            Admin2 = around?.Admin2 ?? (around?.Precision is PlacePrecision.Admin2 ? around.Name : null),
            Precision = precision,
            Spans = [span],
            Reasons = ["no gazetteer knows the name"],
        };
    }

    /// <summary>Where the text names no country: that of the group, or of the police, that the sentence or else the article names.</summary>
    private Place? Home(Sentence sentence)
    {
        var homes = context
            .Cast.Mentions.OrderBy(mention => mention.Sentence == sentence.Index ? 0 : 1)
            .Select(mention =>
                mention.Party.Type is ActorType.Rebel or ActorType.Militia or ActorType.Communal or ActorType.Criminal
                && context.Cast.Book.Of(mention.Party.Id) is { Countries: [var home] }
                    ? home
                : mention.Party is { Type: ActorType.StateForce, Id: { } id }
                && id.EndsWith("-police", StringComparison.Ordinal)
                    ? mention.State?.Iso3
                : null
            );
        return homes.FirstOrDefault(home => home is not null) is { } country
            ? new Place { Name = country, Country = country }
            : null;
    }

    /// <summary>"Mali's border town of Talo", "the Malian town of Talo": whose kind of place it is.</summary>
    private Place? Before(Sentence sentence, int kind)
    {
        for (var word = kind - 1; word >= 0 && word >= kind - MostWords; word--)
        {
            foreach (var place in context.PlacesOf(sentence.Index))
                if (place.Last == word && (place.IsLocation || place.Mention.Use == PlaceUse.Demonym))
                    return place.Mention.Place;
            if (sentence[word].Tag is not (Upos.Adj or Upos.Noun or Upos.Propn or Upos.Part))
                return null;
        }
        return null;
    }

    private bool IsPerson(Sentence sentence, int word) =>
        context.Document.Mentions.Any(mention =>
            mention is { Type: MentionType.Person, Form: MentionForm.Name }
            && mention.Sentence == sentence.Index
            && mention.First <= word
            && word < mention.Last
        );

    /// <summary>"Talo, Gao", "Talo in Gao region": what is named next holds it.</summary>
    private Place? Container(Sentence sentence, int next)
    {
        for (; next < sentence.Length; next++)
        {
            foreach (var place in context.PlacesOf(sentence.Index))
                if (place.IsLocation && place.First == next)
                    return place.Mention.Place;
            // "Talo, Bensa, Gao": what stands between may be as unknown.
            if (
                sentence[next].Form is not ("," or "(")
                && !sentence.Plays(Small(sentence[next]), Particle.HeldBy)
                && !IsOfName(sentence, next)
                && !localities.ContainsKey(Small(sentence[next]))
            )
                return null;
        }
        return null;
    }

    /// <summary>The country of the article, where its places agree on one, and the division, where they agree on that.</summary>
    private Place? Country()
    {
        Place? common = null;
        foreach (var mention in context.Places)
        {
            if (mention.Use is not PlaceUse.Location || mention.Place is not { Country: { } country } place)
                continue;
            if (common is not null && common.Country != country)
                return null;
            common ??= new()
            {
                Name = country,
                Country = country,
                Admin1 = place.Admin1,
            };
            if (place.Admin1 is not null && common.Admin1 != place.Admin1)
                common = common with { Admin1 = common.Admin1 is null ? place.Admin1 : null };
        }
        return common;
    }
}
