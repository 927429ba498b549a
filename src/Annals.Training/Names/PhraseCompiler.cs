using Annals.Knowledge;
using Annals.Language;
using Annals.Places;

namespace Annals.Training;

/// <summary>Compiles what the finder of names looks up: places of the gazetteer, first and family names, well-known names, senses of words.</summary>
internal sealed class PhraseCompiler(KnowledgeFolder knowledge)
{
    private readonly Dictionary<uint, uint> phrases = [];

    public PhraseTable Compile()
    {
        using var gazetteer = Places.Gazetteer.Open(knowledge.File("gazetteer.bin"));
        for (var number = 0; number < gazetteer.Count; number++)
        {
            var place = gazetteer[number];
            if (place.Name.Length > 3)
                Add(place.Name, place.Population >= 100_000 ? Listed.Place | Listed.Town : Listed.Place);
        }
        Rows("firstnames.tsv", row => Add(row["name"], Listed.FirstName));
        Rows("surnames.tsv", row => Add(row["name"], Listed.Surname));
        Rows(
            "famous.tsv",
            row =>
            {
                foreach (var name in row.List("names"))
                    Add(
                        name,
                        row["type"] switch
                        {
                            "person" => Listed.Person,
                            "place" => Listed.KnownPlace,
                            "organisation" => Listed.Organisation,
                            "thing" => Listed.Thing,
                            var other => throw row.Wrong($"\"{other}\" is no type of name"),
                        }
                    );
            }
        );
        var senses = new List<string>();
        Rows(
            "senses.tsv",
            row =>
            {
                if (!senses.Contains(row["kind"]))
                    senses.Add(row["kind"]);
                foreach (var word in row.List("words"))
                    AddSense(word, (uint)senses.IndexOf(row["kind"]) + 1);
            }
        );
        var keys = phrases.Keys.Order().ToArray();
        return PhraseTable.Of(keys, [.. keys.Select(key => phrases[key])]);
    }

    private void Rows(string file, Action<Table.Row> each)
    {
        foreach (var row in knowledge.Table("english", file).Rows)
            each(row);
    }

    private void Add(string name, Listed what)
    {
        if (NameLists.PhraseHash(name) is { } hash and not 0)
            phrases[hash] = phrases.GetValueOrDefault(hash) | (uint)what;
    }

    /// <summary>A word's first kind stands, nouns before verbs.</summary>
    private void AddSense(string word, uint sense)
    {
        if (
            NameLists.PhraseHash(word) is { } hash and not 0
            && phrases.GetValueOrDefault(hash) >> NameLists.SenseShift == 0
        )
            phrases[hash] = phrases.GetValueOrDefault(hash) | (sense << NameLists.SenseShift);
    }
}
