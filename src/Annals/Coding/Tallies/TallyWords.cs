using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Coding.Tallies;

/// <summary>What a number counts, as types and harm.</summary>
public sealed record Counted(int Word, ImmutableArray<string> Of, Effect? Effect);

/// <summary>`data/coding/tallies.tsv`: nouns of acts and of harm, verbs of harm, doers, and what no conflict is.</summary>
public sealed class TallyWords
{
    private readonly Dictionary<(string Form, string Word), (ImmutableArray<string> Of, Effect? Effect)> rows = [];
    private readonly NameIndex<(ImmutableArray<string> Of, Effect? Effect)> acts = new();

    private TallyWords() { }

    public static TallyWords Load(KnowledgeFolder knowledge)
    {
        var words = new TallyWords();
        foreach (var row in knowledge.Table("coding", "tallies.tsv").Rows)
        {
            var form = row.Required("form");
            if (form is not ("noun" or "verb" or "doer" or "thing" or "times" or "rate" or "count" or "trap"))
                throw row.Wrong($"\"{form}\" in \"form\" is none of noun, verb, doer, thing, times, rate, count, trap");
            var effect = row["effect"].Length > 0 ? row.Choice<Effect>("effect") : (Effect?)null;
            var value = (row.List("of").ToImmutableArray(), effect);
            if (form == "noun")
                words.acts.Add(row.Required("word"), value);
            else if (!words.rows.TryAdd((form, row.Required("word")), value))
                throw row.Wrong($"\"{row["word"]}\" stands twice");
        }
        return words;
    }

    /// <summary>Acts ("air strikes") and nouns of harm ("deaths"), the longest that begins with a word.</summary>
    public (int Last, ImmutableArray<string> Of, Effect? Effect)? Act(FoldedSentence lemmas, int word) =>
        acts.Match(lemmas, word) is { } match ? (match.Last, match.Values[0].Of, match.Values[0].Effect) : null;

    public (ImmutableArray<string> Of, Effect? Effect)? Of(string form, string word) =>
        rows.TryGetValue((form, word), out var found) ? found : null;

    /// <summary>Who counts rather than does: "recorded", "documented".</summary>
    public bool IsCounting(string lemma) => rows.ContainsKey(("count", lemma));

    /// <summary>Deaths on roads, by floods or of illness are no conflict's.</summary>
    public bool IsTrap(string lemma) => rows.ContainsKey(("trap", lemma));

    /// <summary>"once" is one, "twice" two.</summary>
    public double? Times(string lemma) =>
        rows.TryGetValue(("times", lemma), out var found)
            ? double.Parse(found.Of[0], System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>The unit of time that a rate goes by: "day" of "a day" and of "daily".</summary>
    public string? RateUnit(string lemma) => rows.TryGetValue(("rate", lemma), out var found) ? found.Of[0] : null;
}
