using Annals.Knowledge;

namespace Annals.Language;

internal sealed record Nominal(MentionType Type, bool IsMany);

/// <summary>What a pronoun may take up.</summary>
internal sealed record PronounWord(bool IsMany, MentionType[] May, bool TakesUp);

/// <summary>The lists `nominals.tsv`, `pronouns.tsv`, `titles.tsv`, and peoples and armed groups of `data/actors`.</summary>
internal sealed class MentionWords
{
    private const int LongestTitle = 5;
    private readonly Dictionary<string, Nominal> nominals = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PronounWord> pronouns = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> titles = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> titlesBySpan;
    private readonly HashSet<string> nationalities = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> armed = new(StringComparer.OrdinalIgnoreCase);

    private readonly string pluralEnding;
    private readonly string singularEnding;

    private MentionWords(Particles particles)
    {
        (pluralEnding, singularEnding) = (particles.Only(Particle.PeopleEnding), particles.Only(Particle.PersonEnding));
        titlesBySpan = titles.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static MentionWords Load(KnowledgeFolder knowledge, Particles particles)
    {
        var words = new MentionWords(particles);
        foreach (var row in knowledge.LanguageTable("nominals.tsv").Rows)
        {
            var nominal = new Nominal(row.Choice<MentionType>("type"), row["many"] == "many");
            foreach (var noun in row.List("nouns"))
                words.nominals.TryAdd(noun, nominal);
        }
        foreach (var row in knowledge.LanguageTable("pronouns.tsv").Rows)
        {
            MentionType[] may =
            [
                .. row.List("may")
                    .Select(name =>
                        Enum.TryParse<MentionType>(name.Replace("-", "", StringComparison.Ordinal), true, out var type)
                            ? type
                            : throw row.Wrong($"\"{name}\" is no type of mention")
                    ),
            ];
            foreach (var pronoun in row.List("pronouns"))
                words.pronouns[pronoun] = new PronounWord(
                    row.Required("number") == "many",
                    may,
                    row["back"] != "never"
                );
        }
        foreach (var row in knowledge.LanguageTable("titles.tsv").Rows)
            words.titles.UnionWith(row.List("title"));
        foreach (var row in knowledge.Table("actors", "states.tsv").Rows)
        {
            words.nationalities.UnionWith(row.List("adjectives"));
            words.nationalities.UnionWith(row.List("people"));
        }
        foreach (var row in knowledge.ActorRows())
            if (row["type"] is "rebel" or "militia" or "criminal" or "communal" or "state-force")
                words.armed.UnionWith([row["name"], .. row.List("names"), .. row.List("acronyms")]);
        return words;
    }

    public bool IsPronoun(string form) => pronouns.ContainsKey(form);

    public PronounWord? Pronoun(string form) => pronouns.GetValueOrDefault(form);

    public Nominal? Nominal(string lemma) => nominals.GetValueOrDefault(Singular(lemma));

    /// <summary>The lemmatiser leaves rare plurals in "-men" as they are.</summary>
    public string Singular(string lemma) =>
        lemma.Length > pluralEnding.Length + 1 && lemma.EndsWith(pluralEnding, StringComparison.OrdinalIgnoreCase)
            ? string.Concat(lemma.AsSpan(0, lemma.Length - pluralEnding.Length), singularEnding)
            : lemma;

    public bool IsNationality(string form) => form.Length > 2 && char.IsUpper(form[0]) && nationalities.Contains(form);

    /// <summary>An organisation that bears arms; a place or organisation that is a building.</summary>
    public MentionType Refine(MentionType type, string name, string lastWord)
    {
        if (
            armed.Contains(name)
            || type == MentionType.Organisation && Nominal(lastWord) is { Type: MentionType.ArmedGroup, IsMany: true }
        )
            return MentionType.ArmedGroup;
        return type == MentionType.Place && Nominal(lastWord) is { Type: MentionType.Facility }
            ? MentionType.Facility
            : type;
    }

    /// <summary>Rank or title before a name, as written, of up to five words; null for none.</summary>
    public string? TitleBefore(Sentence sentence, int first)
    {
        for (var start = Math.Max(0, first - LongestTitle); start < first; start++)
            if (IsTitle(sentence, start, first))
                return sentence.Source[sentence[start].Start..sentence[first - 1].End];
        return null;
    }

    /// <summary>Where the name begins that the finder took together with its title ("Mullah Omar").</summary>
    public int AfterTitle(Sentence sentence, int first, int last)
    {
        for (var next = Math.Min(last, first + LongestTitle); next > first; next--)
            if (IsTitle(sentence, first, next) || sentence[next - 1].Form == "." && IsTitle(sentence, first, next - 1))
                return next;
        return first;
    }

    private bool IsTitle(Sentence sentence, int first, int next)
    {
        var text = sentence.Source.AsSpan(sentence[first].Start, sentence[next - 1].End - sentence[first].Start);
        if (!text.Contains('.'))
            return titlesBySpan.Contains(text);
        return titles.Contains(text.ToString().Replace(".", "", StringComparison.Ordinal));
    }
}
