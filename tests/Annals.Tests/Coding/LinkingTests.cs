using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Language;
using Annals.Places;
using Xunit;

namespace Annals.Tests.Coding;

/// <summary>Who is meant by some words of a text, as of its date.</summary>
public sealed class LinkingTests(ITestOutputHelper output)
{
    private static readonly Parser Parser = Parser.Load(KnowledgeFolder.Default);
    private static readonly Geocoder Geocoder = Geocoder.Load(KnowledgeFolder.Default);
    private static readonly ActorLinker Linker = ActorLinker.Load(KnowledgeFolder.Default);

    [Fact]
    public void Names_and_descriptions_are_linked_to_actors()
    {
        var (right, rows) = (0, 0);
        foreach (var row in Table.Read(Path.Combine(AppContext.BaseDirectory, "Coding", "Tables", "linking.tsv")).Rows)
        {
            rows++;
            var found = Link(row.Required("text"), row.Required("words"), row.Required("published"));
            if (found == row.Required("expected"))
                right++;
            else
                output.WriteLine(
                    $"{row.Line} \"{row.Required("words")}\" {row.Required("expected")} found {found} | {row.Required("text")}"
                );
        }
        var accuracy = right / (double)rows;
        output.WriteLine($"accuracy {accuracy:0.000}, {right} of {rows}");
        Assert.True(accuracy >= 0.85, $"accuracy {accuracy:0.000}");
    }

    private static string Link(string text, string words, string published)
    {
        var day = published.Length == 4 ? published + "-06-15" : published;
        var document = Parser.Parse(Some.Article(text: text, title: null, published: day));
        var cast = Linker.Link(document, Geocoder.Locate(document));
        var at = text.IndexOf(words, StringComparison.Ordinal);
        Assert.True(at >= 0, $"no \"{words}\" in: {text}");
        var sentence = document.Sentences.First(it => it.End > at);
        var (first, last) = (sentence.WordAt(at), sentence.WordAt(at + words.Length - 1));
        var head = Head(sentence, first, last);
        var party = cast.PartyOf(sentence.Index, head);
        return party.Id ?? "-:" + party.Name;
    }

    private static int Head(Sentence sentence, int first, int last)
    {
        for (var word = first; word <= last; word++)
            if (sentence[word].Head < first || sentence[word].Head > last)
                return word;
        return last;
    }
}
