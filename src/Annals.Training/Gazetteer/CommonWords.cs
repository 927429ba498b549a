using Annals.Knowledge;
using Annals.Places;

namespace Annals.Training.Gazetteer;

/// <summary>
/// Writes `data/places/common.tsv`: the dictionary's common words that some place bears as its name ("Act", "Patrol", "Story"). A village called
/// so is meant only where the words around say that it is a place.
/// </summary>
internal static class CommonWords
{
    private static readonly string[] Head =
    [
        "# Common words that are places' names too: such a place is meant only where the words around say so. Written by the compiler of the gazetteer from",
        "# data/english/lexicon.tsv (nouns, verbs, adjectives and adverbs); the notice that stands there holds here too:",
        "# WordNet 3.1 Copyright 2006-2011 by Princeton University. All rights reserved. Provided \"as is\" without warranties;",
        "# use, copying, modification and distribution are free under the WordNet licence, on condition that this notice stays.",
        "letter\twords",
    ];

    public static void Write(KnowledgeFolder knowledge, string gazetteerFile)
    {
        using var gazetteer = Annals.Places.Gazetteer.Open(gazetteerFile);
        var words = knowledge
            .Table("english", "lexicon.tsv")
            .Rows.Where(row => row.Required("kinds").Any(kind => kind is not 'p'))
            .SelectMany(row => row.List("words"))
            .Where(word => word.Length > 2 && char.IsLetter(word[0]) && gazetteer.Find(word).Count > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .GroupBy(word => word[0])
            .Select(group => $"{group.Key}\t{string.Join('|', group)}");
        File.WriteAllText(knowledge.File("places", "common.tsv"), string.Join('\n', [.. Head, .. words]) + "\n");
    }
}
