using Annals.Language;
using Annals.Record;

namespace Annals.Places;

/// <summary>A place name in a sentence, with all that could be meant by it.</summary>
internal sealed class Toponym
{
    public required Sentence? Sentence { get; init; }

    /// <summary>Words of the sentence, both included; -1 where a given span fits no sentence.</summary>
    public required int First { get; init; }

    public required int Last { get; init; }

    public required TextSpan Span { get; init; }

    public PlaceUse Use { get; set; } = PlaceUse.Location;

    /// <summary>Numbers of entries, best prior first.</summary>
    public required int[] Candidates { get; set; }

    /// <summary>Hash of the name as it was looked up: whose own name it is can be told by it.</summary>
    public uint OwnName { get; init; }

    /// <summary>How likely each candidate is meant; they sum to one.</summary>
    public double[] Scores { get; set; } = [];

    public NameInArticle? Name { get; set; }

    /// <summary>The names before and after it in the article.</summary>
    public List<NameInArticle> Neighbours { get; } = [];

    public List<NameInArticle> SentenceMates { get; } = [];

    /// <summary>The entry that bears the name is a namesake far from all else in the article.</summary>
    public bool IsStray { get; set; }

    /// <summary>Index of the chosen candidate; -1 for none.</summary>
    public int Chosen { get; set; } = -1;

    /// <summary>The toponym that stands behind a comma and holds this one ("Paris, Texas").</summary>
    public Toponym? Container { get; set; }

    /// <summary>The words say that it lies there, and not a comma alone: "in", "a district of", "Kaduna state".</summary>
    public bool IsSaidToLie { get; set; }

    /// <summary>The toponym before the comma that this one may hold.</summary>
    public Toponym? Inner { get; set; }

    /// <summary>"Anbar province": a division is meant.</summary>
    public bool SaysDivision { get; set; }

    /// <summary>"the town of Gao": a settlement is meant.</summary>
    public bool SaysTown { get; set; }

    /// <summary>The article's first place, before the dash that opens its text ("BAMAKO, March 3 -").</summary>
    public bool IsDateline { get; set; }

    public PlaceOffset? Offset { get; set; }

    /// <summary>"near Gao".</summary>
    public bool IsNear { get; set; }
}
