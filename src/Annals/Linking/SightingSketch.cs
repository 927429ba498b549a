using System.Collections.Immutable;
using Annals.Record;

namespace Annals.Linking;

/// <summary>
/// A sighting as it is kept from one linking to the next: where it can be met, and as bytes all that it is compared by. Most of
/// what lies around something new is held against it and no more: there is no need to read its reports for that.
/// </summary>
/// <param name="Article">Whose happening it is.</param>
/// <param name="At">Where others can meet it.</param>
/// <param name="Sketch">What <see cref="SightingSketch"/> has made of it.</param>
public sealed record Trace(string Article, Whereabouts At, byte[] Sketch);

/// <summary>
/// The bytes of a sketch: its form, marks, the ids and types of its reports, days, actors, figures, its article, its place, and
/// the words of its evidence. The first words of the article stand in one of the article's sketches. Texts are UTF-8 after
/// their length, numbers take as many bytes as they need.
/// </summary>
public static class SightingSketch
{
    /// <summary>Another one wherever the bytes, or what they are worked out from, mean something else.</summary>
    private const byte Form = 1;

    [Flags]
    private enum Marks
    {
        None = 0,
        Lasts = 1,
        IsPlaceOfSpeaker = 2,
        IsToldThen = 4,
        IsWord = 8,
        IsReal = 16,
        HasDays = 32,
        HasArticle = 64,
        HasPlace = 128,
        HasKilled = 256,
        HasFigures = 512,
    }

    /// <summary>They can be read: one of another form is made again from its reports.</summary>
    public static bool IsRead(ReadOnlySpan<byte> sketch) => !sketch.IsEmpty && sketch[0] == Form;

    [ThreadStatic]
    private static SketchWriter? writer;

    /// <param name="sighting">With its reports.</param>
    /// <param name="hasLead">The first words of its article stand here.</param>
    /// <exception cref="InvalidOperationException">It comes from a sketch itself, which does not say all again.</exception>
    internal static byte[] Of(Sighting sighting, bool hasLead)
    {
        if (sighting.IsSketch)
            throw new InvalidOperationException($"{sighting.Id} has no reports");
        var to = writer ??= new SketchWriter();
        to.Begin();
        to.Byte(Form);
        to.Number((long)MarksOf(sighting));
        to.Texts(sighting.Ids);
        to.Texts(sighting.Types);
        if (sighting is { First: { } first, Last: { } last })
        {
            to.Number(first);
            to.Number(last - first);
        }
        to.Texts(sighting.Actors);
        to.Texts(sighting.Targets);
        if (sighting.Killed is { } killed)
            to.Real(killed);
        foreach (var figure in sighting.OtherFigures)
            to.Real(figure ?? double.NaN);
        if (sighting.Article is { } article)
            Add(to, article, hasLead);
        if (sighting.Place is { } place)
            to.Part(part => Add(part, place, sighting.PlaceNames));
        to.Text(sighting.Said);
        return to.Made();
    }

    private static Marks MarksOf(Sighting one) =>
        Where(one.Lasts, Marks.Lasts)
        | Where(one.IsPlaceOfSpeaker, Marks.IsPlaceOfSpeaker)
        | Where(one.IsToldThen, Marks.IsToldThen)
        | Where(one.IsWord, Marks.IsWord)
        | Where(one.IsReal, Marks.IsReal)
        | Where(one.First is not null, Marks.HasDays)
        | Where(one.Article is not null, Marks.HasArticle)
        | Where(one.Place is not null, Marks.HasPlace)
        | Where(one.Killed is not null, Marks.HasKilled)
        | Where(one.OtherFigures.Length > 0, Marks.HasFigures);

    private static Marks Where(bool holds, Marks mark) => holds ? mark : Marks.None;

    private static void Add(SketchWriter to, ArticleSketch article, bool hasLead)
    {
        to.Text(article.Text == article.Id ? null : article.Text);
        to.Text(article.Outlet);
        to.Day(article.Published);
        to.Day(article.PublishedTo);
        if (hasLead)
            to.Text(article.LeadText);
        else
            to.NoText();
    }

    private static void Add(SketchWriter to, Place place, IEnumerable<string> names)
    {
        to.Text(place.Name);
        to.Text(place.Country);
        to.Text(place.Admin1);
        to.Text(place.Admin2);
        to.Text(place.Feature);
        to.Number(place.Geonames is { } id ? id + 1 : 0);
        to.Number(place.Precision is { } precision ? (long)precision + 1 : 0);
        to.Real(place.Lat ?? double.NaN);
        to.Real(place.Lon ?? double.NaN);
        to.Texts([.. names]);
    }

    /// <summary>The sightings of one article.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="text">The smallest id of the articles that are one text with it; null where it is as the sketches say.</param>
    /// <param name="sketches">All that are kept of it.</param>
    /// <param name="known">Types, weights of words, and what many sketches have in common.</param>
    internal static Sighting[] Read(string id, string? text, IReadOnlyList<byte[]> sketches, SketchReading known)
    {
        var read = new Sketched[sketches.Count];
        ArticleSketch? article = null;
        for (var index = 0; index < read.Length; index++)
            read[index] = Read(id, text, sketches[index], known, ref article);
        var sightings = new Sighting[read.Length];
        for (var index = 0; index < read.Length; index++)
            sightings[index] = new Sighting(
                read[index],
                read[index].HasArticle ? article : null,
                known.Families,
                known.Weights
            );
        return sightings;
    }

    private static Sketched Read(
        string id,
        string? text,
        byte[] sketch,
        SketchReading known,
        ref ArticleSketch? article
    )
    {
        var from = new SketchReader(sketch, known);
        from.Byte();
        var marks = (Marks)from.Number();
        var one = new Sketched
        {
            ArticleId = id,
            Lasts = marks.HasFlag(Marks.Lasts),
            IsPlaceOfSpeaker = marks.HasFlag(Marks.IsPlaceOfSpeaker),
            IsToldThen = marks.HasFlag(Marks.IsToldThen),
            IsWord = marks.HasFlag(Marks.IsWord),
            IsReal = marks.HasFlag(Marks.IsReal),
            HasArticle = marks.HasFlag(Marks.HasArticle),
            Ids = from.Texts(areShared: false),
            Types = from.Texts(areShared: true),
        };
        if (marks.HasFlag(Marks.HasDays))
        {
            one.First = (int)from.Number();
            one.Last = one.First + (int)from.Number();
        }
        one.Actors = from.Texts(areShared: true);
        one.Targets = from.Texts(areShared: true);
        if (marks.HasFlag(Marks.HasKilled))
            one.Killed = from.Real();
        if (marks.HasFlag(Marks.HasFigures))
        {
            one.Figures = new double?[Sighting.CountOfOtherEffects];
            for (var effect = 0; effect < one.Figures.Length; effect++)
                one.Figures[effect] = from.RealOrNull();
        }
        if (one.HasArticle)
            ReadArticle(ref from, id, text, ref article);
        if (marks.HasFlag(Marks.HasPlace))
            one.Place = known.PlaceOf(from.Bytes());
        one.Said = from.Memory();
        return one;
    }

    private static void ReadArticle(ref SketchReader from, string id, string? text, ref ArticleSketch? article)
    {
        var family = from.Text();
        var outlet = from.SharedText();
        var (published, publishedTo) = (from.Day(), from.Day());
        var lead = from.MemoryOrNull();
        if (article is null || lead is not null)
            article = new ArticleSketch(id, outlet, published, publishedTo, text ?? family ?? id, lead, from.Weights);
    }

    internal static SketchedPlace PlaceOf(ReadOnlySpan<byte> part, SketchReading known)
    {
        var from = new SketchReader(part.ToArray(), known);
        var place = new Place
        {
            Name = from.SharedText() ?? "",
            Country = from.SharedText(),
            Admin1 = from.SharedText(),
            Admin2 = from.SharedText(),
            Feature = from.SharedText(),
            Geonames = from.Number() is > 0 and var geonames ? geonames - 1 : null,
            Precision = from.Number() is > 0 and var precision ? (PlacePrecision)(precision - 1) : null,
            Lat = from.RealOrNull(),
            Lon = from.RealOrNull(),
        };
        return new SketchedPlace(
            place,
            place.Name.ToUpperInvariant(),
            [.. from.Texts(areShared: false).Select(WordBag.HashesOf)]
        );
    }
}

/// <summary>What is read of a sketch.</summary>
internal struct Sketched
{
    public string ArticleId;
    public bool Lasts;
    public bool IsPlaceOfSpeaker;
    public bool IsToldThen;
    public bool IsWord;
    public bool IsReal;
    public bool HasArticle;
    public ImmutableArray<string> Ids;
    public ImmutableArray<string> Types;
    public int? First;
    public int? Last;
    public ImmutableArray<string> Actors;
    public ImmutableArray<string> Targets;
    public double? Killed;
    public double?[]? Figures;
    public SketchedPlace? Place;
    public ReadOnlyMemory<byte> Said;
}
