using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;

namespace Annals.Coding.Relations;

/// <summary>A word that says a relation, and the slots around it in which the two sides stand.</summary>
public sealed record RelationTrigger(
    string Relation,
    ImmutableArray<string> Subject,
    ImmutableArray<string> Object,
    string SubjectKind,
    string ObjectKind,
    ImmutableArray<string> Needs
);

/// <summary>`data/coding/relations.tsv`, by word and form.</summary>
public sealed class RelationTable
{
    private readonly Dictionary<(string Word, string Form), List<RelationTrigger>> rows = [];

    private readonly HashSet<string> ground = new(StringComparer.Ordinal);

    private RelationTable() { }

    /// <summary>"hamlet", "road", "silo": what armed people hold.</summary>
    public bool IsGround(string lemma) => ground.Contains(lemma);

    public static RelationTable Load(KnowledgeFolder knowledge)
    {
        var table = new RelationTable();
        foreach (var row in knowledge.Table("coding", "relations.tsv").Rows)
        {
            var form = row.Required("form");
            if (form is not ("verb" or "noun" or "adj" or "adp" or "predicate"))
                throw row.Wrong($"\"{form}\" in \"form\" is none of verb, noun, adj, adp, predicate");
            var key = (row.Required("word"), form);
            if (!table.rows.TryGetValue(key, out var list))
                table.rows.Add(key, list = []);
            list.Add(
                new(
                    row.Required("relation"),
                    [.. row.List("subject")],
                    [.. row.List("object")],
                    row.Required("subjectkind"),
                    row.Required("objectkind"),
                    [.. row.List("needs")]
                )
            );
        }
        foreach (var row in knowledge.Table("coding", "localities.tsv").Rows)
            table.ground.Add(row.Required("word"));
        foreach (var row in knowledge.Table("coding", "objects.tsv").Rows)
            if (row["kind"] is "infrastructure" or "base" or "dwelling")
                table.ground.Add(row.Required("noun"));
        return table;
    }

    /// <summary>"leader", "chief", "emir".</summary>
    public bool IsTitle(string lemma) =>
        rows.TryGetValue((lemma, "noun"), out var own) && own.Exists(row => row.Relation == "leads");

    /// <summary>The rows of a word, as what it stands here.</summary>
    public IEnumerable<(RelationTrigger Row, string Form)> Of(Sentence sentence, int word)
    {
        var token = sentence[word];
        var form = token.Tag switch
        {
            // "the final say": what stands behind an article is a noun, whatever the tagger took it for.
            Upos.Verb => sentence.Child(word, Dependency.Det) is >= 0 and var article && article < word
                ? "noun"
                : "verb",
            Upos.Noun => "noun",
            Upos.Adj => "adj",
            Upos.Adp => "adp",
            _ => null,
        };
        if (form is null)
            yield break;
        if (rows.TryGetValue((token.Lemma, form), out var own))
            foreach (var row in own)
                yield return (row, form);
        if (
            form == "noun"
            && sentence.Child(word, Dependency.Cop) >= 0
            && rows.TryGetValue((token.Lemma, "predicate"), out var said)
        )
            foreach (var row in said)
                yield return (row, "noun");
        // "X controls Y": between two names, taggers take such a verb for a plural.
        if (
            form == "noun"
            && token.Xpos is "NNS" or "NN"
            && word > 0
            && word + 1 < sentence.Length
            && token.Form.EndsWith('s')
            && sentence[word - 1].Tag is Upos.Propn or Upos.Noun or Upos.Punct
            && sentence[word + 1].Tag is Upos.Propn or Upos.Det or Upos.Adp or Upos.Sconj
            && (
                rows.TryGetValue((token.Lemma, "verb"), out var mistaken)
                || rows.TryGetValue((token.Form[..^1], "verb"), out mistaken)
            )
        )
            foreach (var row in mistaken)
                yield return (row, "verb");
        // "fighters control nine hamlets": behind a plural that has no verb, taggers take the verb for a noun.
        if (
            form == "noun"
            && token.Xpos is "NN"
            && word > 0
            && word + 1 < sentence.Length
            && sentence[word - 1].Xpos is "NNS" or "NNPS"
            && sentence[word + 1].Tag is Upos.Propn or Upos.Det or Upos.Num or Upos.Adj or Upos.Noun
            && sentence.Child(word, Dependency.Cop) < 0
            && sentence.Child(word, Dependency.Case) < 0
            && rows.TryGetValue((token.Lemma, "verb"), out var plural)
        )
            foreach (var row in plural)
                yield return (row, "verb");
        // Taggers waver between "allied" the participle and "allied" the adjective.
        if (form == "verb" && rows.TryGetValue((token.Form.ToLowerInvariant(), "adj"), out var adjectives))
            foreach (var row in adjectives)
                yield return (row, "adj");
        if (form == "adj" && sentence.EndsIn(token.Lemma, Particle.PastEnding))
            foreach (var stem in new[] { token.Lemma[..^1], token.Lemma[..^2] })
                if (rows.TryGetValue((stem, "verb"), out var verbs))
                    foreach (var row in verbs)
                        yield return (row, "verb");
    }
}
